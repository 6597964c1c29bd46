import { bold, dim, formatTable, green, yellow } from "@deepiri/terminal";
import { plainName } from "../catalog/table-name.js";
import { type Finding, type FindingKind, findingKinds, subjectOf } from "../findings/finding.js";
import type { Inventory, InventoryProjection } from "../findings/inventory.js";
import { subjectName } from "../plan/subject.js";
import { describeDefinitions } from "./describe-definitions.js";
import { findingMeanings, findingText } from "./finding-text.js";
import { short, width, wrap } from "./wrap.js";

/** How many findings of one kind are printed one by one; the JSON has them all. */
const mostPerKind = 8;

/** The inventory for a person at a terminal of 80 columns: tables, other objects, findings, definitions. */
export function describeInventory(inventory: Inventory): string {
  const { database, serverVersion, tables, findings, definitions } = inventory;
  const parts = [
    `${bold(database)} on PostgreSQL ${serverVersion}`,
    tables.length === 0 ? "It holds no table." : describeTables(inventory),
    describeObjects(inventory),
    describeProjections(inventory.projections ?? []),
    describeFindings(findings),
    ...(definitions ? [describeDefinitions(definitions)] : []),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function describeTables({ tables, projections = [] }: Inventory): string {
  const projected = new Set(projections.flatMap(({ from }) => from));
  const rows = tables.map((table) => [
    short(plainName(table), 40),
    table.owner ?? (projected.has(plainName(table)) ? "projected" : "nobody"),
    `${table.exact ? "" : "~"}${Math.round(table.rows).toLocaleString("en-US")}`.padStart(11),
    size(table.bytes).padStart(8),
  ]);
  return formatTable(["table", "owner", "       rows", "    size"], rows);
}

function describeObjects({ objects, enums }: Inventory): string {
  const counts = [
    ...Object.entries(objects).map(([kind, all]) => [kind, all.length] as const),
    ["enum types", enums.length] as const,
  ].filter(([, count]) => count > 0);
  return wrap(counts.map(([kind, count]) => `${kind} ${count}`).join(", "));
}

/** Which tables projections read, and what they fill. */
function describeProjections(projections: readonly InventoryProjection[]): string {
  if (projections.length === 0) return "";
  return [
    `${bold("Projections")} (${projections.length}) ${dim("rows that change shape")}`,
    ...projections.map(({ name, to, from, isHere }) =>
      wrap(`${name}: ${from.join(", ")} to ${to}${isHere ? "" : "; not for this database"}`, 2),
    ),
  ].join("\n");
}

function describeFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return `${green("✔")} No findings: it is as the target wants it.`;
  const kinds = findingKinds.flatMap((kind) => {
    const ofKind = findings.filter((finding) => finding.kind === kind);
    return ofKind.length === 0 ? [] : [describeKind(kind, ofKind)];
  });
  return [`${bold("Findings")} (${findings.length})`, ...kinds].join("\n\n");
}

function describeKind(kind: FindingKind, findings: readonly Finding[]): string {
  const more = findings.length - mostPerKind;
  return [
    `${yellow(kind)} (${findings.length}) ${dim(findingMeanings[kind])}`,
    ...findings.slice(0, mostPerKind).flatMap(describeFinding),
    ...(more > 0 ? [dim(`  and ${more} more; --json or --out has them all`)] : []),
  ].join("\n");
}

function describeFinding(finding: Finding): string[] {
  const { samples } = finding;
  const keys = samples.length > 0 ? [wrap(`such as ${samples.join(", ")}`, 4)] : [];
  const name = short(subjectName(subjectOf(finding)), width - 2);
  return [`  ${name}`, wrap(findingText(finding), 4), ...keys.map(dim)];
}

function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
