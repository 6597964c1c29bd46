import { everywhere, written } from "../../ledger/lineage.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { at, givenValue } from "./columns.js";
import type { Reference, Referrer, WatchedKeys } from "./references.js";

/** What the functions of a projection are made of. */
export interface Projecting {
  readonly projection: Projection;
  /** The query for the units in `_unit`. */
  readonly evaluate: string;
  /** Foreign keys of the target table. */
  readonly references: readonly Reference[];
  /** Foreign keys that lead to the target table. */
  readonly referrers: readonly Referrer[];
  readonly watched: WatchedKeys;
}

// Nor is an index read whole, and hashed, where a few of its rows are looked for.
const plannedByKey = [
  "plan_cache_mode = force_generic_plan",
  "enable_seqscan = off",
  "random_page_cost = 1",
  "enable_mergejoin = off",
  "jit = off",
];

/** Settings of functions that look rows up by key, however many they are called for at first. */
export const lookingUp = plannedByKey.map((setting) => `SET ${setting}`).join(" ");

/**
 * Settings of functions that write what projections say: no trigger of users fires, and rows are looked up by
 * key in tables which grow under them.
 */
export const byKey = ["session_replication_role = replica", ...plannedByKey]
  .map((setting) => `SET ${setting}`)
  .join(" ");

/** Clauses of functions that write to the target of a projection. */
export function declaredSettings({ settings }: Projection): string {
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = ${literal(value)}`)
    .join(" ");
}

/** The setting under which whatever follows from a write is only recorded. */
export const everythingWritten = `${written} = '{${everywhere}}'`;

/** The clause of functions whose writes have been written on the other side before. */
export const onlyRecorded = `SET ${everythingWritten}`;

/** SQL: whether the row `theirs` of the target is as the row `one` of the query says. */
export function isAsGiven(projecting: Projecting): string {
  return isEqual(assignmentsOf(projecting));
}

/** SQL: whether it was so until rows that it refers to have gone. */
export function wasAsGiven({ references, ...projecting }: Projecting): string {
  const found = references.map((one) => {
    const going = one.late.length > 0 ? one.late : one.columns;
    const isThere = going.map((name) => `${at("theirs", name)} IS NOT NULL`).join(" OR ");
    return { ...one, found: (row: string) => `(${one.found(row)} OR ${isThere})` };
  });
  return isEqual(assignmentsOf({ ...projecting, references: found }));
}

function isEqual(changing: ReturnType<typeof assignmentsOf>): string {
  const now = changing.map(({ name }) => at("theirs", name)).join(", ");
  const wanted = changing.map(({ value }) => value).join(", ");
  return `pg_catalog.record_image_eq(ROW(${now}), ROW(${wanted}))`;
}

/** What the row `one` of the query gives for each column but the key. */
export function assignmentsOf({
  projection,
  references,
}: Projecting): { readonly name: string; readonly value: string }[] {
  const keys = new Set(projection.key.map(({ name }) => name));
  return projection.columns
    .filter(({ name }) => !keys.has(name))
    .map(({ name }) => ({ name, value: lateOrGiven({ projection, references }, name) }));
}

/** What the row `one` gives for a column: null for one that is late, as long as what it leads to is not there. */
export function lateOrGiven(
  { projection, references }: Pick<Projecting, "projection" | "references">,
  name: string,
): string {
  const given = givenValue(projection, name, "one");
  const leading = references.filter(({ late }) => late.includes(name));
  const found = leading.map((one) => one.found("one")).join(" AND ");
  return found === "" ? given : `CASE WHEN ${found} THEN ${given} END`;
}
