import type { Observation, ObservedRow, Properties } from "./observe.js";

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
  return [...differing(one.settings, other.settings), ...differing(one.relations, other.relations)];
}

/** Names of those that are not the same in both. */
export function differing(some: Properties, others: Properties): string[] {
  const names = Object.keys(some).filter((name) => some[name] !== others[name]);
  const more = Object.keys(others).filter((name) => !(name in some) && others[name] !== undefined);
  return [...names, ...more];
}
