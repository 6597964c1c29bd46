import type { Action } from "@supabase/pg-delta/plan";
import { type Catalog, columnOf, plainName, type Table } from "../../catalog/catalog.js";
import { isAboutRights, keyOf, subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import type { CompatibilityViews } from "../shared/compatibility-views.js";
import type { Sides } from "./keys.js";

/** What pg-delta says of the way from a database to the target, and of the way back. */
export interface Difference {
  readonly there: readonly Action[];
  readonly back: readonly Action[];
  readonly from: Catalog;
  readonly to: Catalog;
  /** Tables of the target, as `schema.table`; what belongs to any other table stays as it is. */
  readonly ours: ReadonlySet<string>;
  /** Triggers on our tables that call somebody else's function, as keyOf their id. */
  readonly strangers: ReadonlySet<string>;
  /** The views at the old names of a table, by the name of the table now. */
  readonly views: CompatibilityViews;
}

/** Which way a statement goes. */
export type Way = "there" | "back";

const nullability = / (SET|DROP) NOT NULL$/;

/** Rights have a step of their own, and NOT NULL is promised before it is required. */
export function isStructure(action: Action): boolean {
  return !isAboutRights(action) && !nullability.test(action.sql);
}

/** Whether an action is about the target's objects, and not about a stranger's. */
export function isOurs(
  action: Action,
  { ours, strangers }: Difference,
  indexes: ReadonlyMap<string, string>,
): boolean {
  if (!isStructure(action)) return false;
  const id = subjectOf(action);
  if (!id || id.kind === "extension" || strangers.has(keyOf(id))) return false;
  const table = tableOf(id, indexes);
  if (table !== undefined) return ours.has(table);
  if (id.kind === "comment" && id.target.kind === "extension") return false;
  // Whatever is only in the source and belongs to no table of ours is a stranger's.
  return action.verb !== "drop" || id.kind === "comment";
}

/** The table of every index on either side, as `schema.table`. */
export function indexTables({ from, to }: Difference): Map<string, string> {
  const tables = [...from.tables.values(), ...to.tables.values()];
  return new Map(
    tables.flatMap((table) =>
      table.indexes.map(({ name }) => [`${table.schema}.${name}`, plainName(table)] as const),
    ),
  );
}

/** Columns of a table that the target does not have. */
export function columnsDropped(difference: Difference, table: string): string[] {
  const sides = sidesOf(table, "there", difference);
  return sides ? columnsOnlyIn(sides.here, sides.goal) : [];
}

/** Columns that the one form of a table has and the other has not. */
export function columnsOnlyIn(one: Table, other: Table): string[] {
  return one.columns.map(({ name }) => name).filter((name) => !columnOf(other, name));
}

/** The table where a way begins and where it leads; undefined when it is on one side only. */
export function sidesOf(table: string, way: Way, { from, to }: Difference): Sides | undefined {
  const [before, after] = [from.tables.get(table), to.tables.get(table)];
  if (!before || !after) return undefined;
  return way === "there" ? { here: before, goal: after } : { here: after, goal: before };
}
