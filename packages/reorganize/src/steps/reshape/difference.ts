import { type Catalog, columnOf, type Table } from "../../catalog/catalog.js";
import type { Action } from "../../catalog/delta/action.js";
import {
  actionsBetween,
  type ColumnFact,
  edited,
  type Facts,
  leavingOut,
  withNotNull,
  withoutIdentity,
  withoutUnmanagedRelations,
  withoutUnmanagedRowSecurity,
} from "../../catalog/delta/facts.js";
import {
  isAboutRights,
  keyOf,
  type StableId,
  subjectOf,
  tableOf,
} from "../../catalog/delta/object-id.js";
import { plainName } from "../../catalog/table-name.js";
import type { CompatibilityViews } from "../shared/compatibility-views.js";
import type { Belongings } from "./belonging.js";
import type { Dependents } from "./dependents.js";
import type { Sides } from "./keys.js";
import { type Requirements, requirementsOf } from "./requirements.js";

/** What pg-delta does to lead a database to the target, and back, and what it knows nothing of. */
export interface Difference {
  readonly there: readonly Action[];
  readonly back: readonly Action[];
  /** What each object of the target needs. */
  readonly requirements: Requirements;
  readonly from: Catalog;
  readonly to: Catalog;
  /** Tables of the target, as `schema.table`; what belongs to any other table stays as it is. */
  readonly ours: ReadonlySet<string>;
  /** Partitions of tables of the target that are new, likewise. */
  readonly partitions: ReadonlySet<string>;
  /** Triggers on our tables that call an unmanaged function, as keyOf their id. */
  readonly unmanagedTriggers: ReadonlySet<string>;
  /** What belongs to columns that go. */
  readonly belongings: Belongings;
  /** The compatibility views of a table, by the name of the table now. */
  readonly views: CompatibilityViews;
  /** Unmanaged views and triggers that read columns which change. */
  readonly dependents: Dependents;
}

/** Which way a statement goes. */
export type Way = "there" | "back";

/**
 * What pg-delta does either way. Row security that the target has not stays as it is. NOT NULL is left
 * out where a column is on both sides, for it has steps of its own; and a column that comes back without a
 * default comes nullable, since it is filled first. So does one whose default gives each row another
 * value: no sequence may move when rows get back theirs.
 */
export function actionsBothWays(
  all: Facts,
  there: Facts,
  { from, to, belongings }: Pick<Difference, "from" | "to" | "belongings">,
): Pick<Difference, "there" | "back" | "requirements"> {
  const here = withoutUnmanagedRelations(all, there);
  const asIn =
    (other: Facts) =>
    (column: ColumnFact): boolean =>
      isNotNull((other.get(column.id) as ColumnFact | undefined) ?? column);
  const isDrawn = (id: StableId): boolean => isDrawnFrom(id, there, from, belongings);
  const hasDefault = ({ id }: ColumnFact): boolean => {
    const its = { ...id, kind: "default" } as const;
    return here.has(its) && !isDrawn(its);
  };
  const comesFilled = (column: ColumnFact): boolean =>
    isNotNull(column) && (there.has(column.id) || isMade(column) || hasDefault(column));
  const rowSecurity = withoutUnmanagedRowSecurity(there);
  const source = edited(here, rowSecurity, withNotNull(asIn(there)));
  const restored = edited(
    here,
    rowSecurity,
    leavingOut(isDrawn),
    withoutIdentity((id) => !there.has(id)),
    withNotNull(comesFilled),
  );
  return {
    requirements: requirementsOf(there),
    there: structureOf(actionsBetween(source, there), to),
    back: structureOf(actionsBetween(edited(there, withNotNull(asIn(here))), restored), from),
  };
}

/**
 * Rights and owners have a step of their own, and by which index rows are known to replicas is settled when all
 * indexes are there. A column that is computed when it is read is not stored, as pg-delta has it.
 */
function structureOf(actions: readonly Action[], goal: Catalog): Action[] {
  return actions
    .filter((action) => !isAboutRights(action) && !isReplicaIndex(action))
    .map((action) => {
      const [id] = action.produces;
      if (id?.kind !== "column") return action;
      const table = goal.tables.get(plainName({ schema: id.schema, name: id.table }));
      return table && columnOf(table, id.name)?.virtual
        ? { ...action, sql: action.sql.replace(/ STORED$/, " VIRTUAL") }
        : action;
    });
}

/** Of all that is altered in a table, only that names an index of it. */
function isReplicaIndex({ verb, consumes: [table, index] }: Action): boolean {
  return verb === "alter" && table?.kind === "table" && index?.kind === "index";
}

/** Whether it is a sequence that stays, or a default that would give each row another value. */
function isDrawnFrom(id: StableId, there: Facts, from: Catalog, belongings: Belongings): boolean {
  if (id.kind === "sequence")
    return [...belongings.values()].flat().some(({ sequence }) => sequence === plainName(id));
  if (id.kind !== "default" || there.has({ ...id, kind: "column" })) return false;
  const table = from.tables.get(plainName({ schema: id.schema, name: id.table }));
  return table !== undefined && columnOf(table, id.name)?.defaultGives === "any value";
}

function isNotNull({ payload }: ColumnFact): boolean {
  return payload.notNull === true;
}

/** Whether each row gets a value as the column comes, without a default. */
function isMade({ payload }: ColumnFact): boolean {
  return Boolean(payload.identity || payload.generatedExpr);
}

/** Whether an action is about the target's objects, and not about an unmanaged one. */
export function isOurs(
  action: Action,
  { ours, partitions, unmanagedTriggers }: Difference,
  indexes: ReadonlyMap<string, string>,
): boolean {
  const id = subjectOf(action);
  if (!id || id.kind === "extension" || unmanagedTriggers.has(keyOf(id))) return false;
  const table = tableOf(id, indexes);
  if (table !== undefined) return ours.has(table) || partitions.has(table);
  if (id.kind === "comment" && id.target.kind === "extension") return false;
  // What is only in the source and belongs to no table of ours is unmanaged.
  return action.verb !== "drop" || id.kind === "comment";
}

/** The table of every index on either side, as `schema.table`. */
export function indexTables({ from, to }: Difference): Map<string, string> {
  const tables = [...from.tables.values(), ...to.tables.values()];
  return new Map(
    tables.flatMap((table) =>
      table.indexes.map(
        ({ name }) => [plainName({ schema: table.schema, name }), plainName(table)] as const,
      ),
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

/** The table as it is where a way leads; undefined when it is not there. */
export function goalOf(table: string, way: Way, { from, to }: Difference): Table | undefined {
  return (way === "there" ? to : from).tables.get(table);
}
