import type { Observation, ObservedRow } from "./observe.js";

/** What is not the same in two observations. */
export interface ObservedDifference {
  /** What it is about, as the server names it. */
  readonly name: string;
  readonly how: "missing" | "unexpected" | "changed";
  /** Columns of the catalog that say something else; empty unless changed. Never their values: they may hold secrets. */
  readonly properties: readonly string[];
}

/** How `found` differs from `wanted`. */
export function observedDifferences(wanted: Observation, found: Observation): ObservedDifference[] {
  const missing = [...wanted].filter(([key]) => !found.has(key));
  const unexpected = [...found].filter(([key]) => !wanted.has(key));
  const changed = [...wanted].flatMap(([key, row]) => {
    const properties = changedProperties(row, found.get(key) ?? row);
    return properties.length > 0 ? [{ name: row.name, how: "changed" as const, properties }] : [];
  });
  const of = (rows: [string, ObservedRow][], how: "missing" | "unexpected") =>
    rows.map(([, { name }]) => ({ name, how, properties: [] }));
  return [...of(missing, "missing"), ...of(unexpected, "unexpected"), ...changed];
}

function changedProperties(one: ObservedRow, other: ObservedRow): string[] {
  const names = new Set([...Object.keys(one.properties), ...Object.keys(other.properties)]);
  return [...names].filter((name) => one.properties[name] !== other.properties[name]);
}
