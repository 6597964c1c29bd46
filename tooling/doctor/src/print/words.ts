import { formatBytes, formatDuration } from "@deepiri/terminal";
import type { Evidence, Subject } from "../finding/finding.js";

/** What a finding is about: `index public.tasks_name_idx on tasks`, with quotes where a name needs them. */
export function subjectText({ kind, schema, table, name }: Subject): string {
  const isBeside = kind === "index" && table !== undefined;
  const path = isBeside ? [schema, name] : [schema, table, name];
  const full = path.filter((part) => part !== undefined).map(plainName);
  return `${kind} ${full.join(".")}${isBeside ? ` on ${plainName(table)}` : ""}`;
}

function plainName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$|^\d+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Evidence as a person reads it: `rows 12,000, bytes 3.2 GB`. */
export function evidenceText(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => {
      if (value === true) return words(name);
      const isUnit = /^(bytes|seconds|percent)$/.test(name);
      return `${isUnit ? "" : `${words(name)} `}${valueText(name, value)}`;
    })
    .join(", ");
}

function words(name: string): string {
  const plain = name.replace(/(?<=[a-z])(Bytes|Seconds|Percent)$/, "");
  return plain.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(name: string, value: Evidence[string]): string {
  if (typeof value === "object") return listText(value);
  if (typeof value !== "number") return value === false ? "no" : String(value);
  if (/^bytes$|Bytes$/.test(name)) return formatBytes(value);
  if (/^seconds$|Seconds$/.test(name)) return formatDuration(1000 * value);
  if (/^percent$|Percent$/.test(name)) return `${value} %`;
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** So many values of a list are shown. */
const shown = 5;

function listText(values: readonly string[]): string {
  const more = values.length - shown;
  const list = values.slice(0, shown).join(", ");
  return `${list || "none"}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
}
