import type { GrantChange } from "@deepiri/schema-engine";
import type { Action } from "../../catalog/delta/action.js";
import { isAboutRights } from "../../catalog/delta/object-id.js";
import type { Transaction } from "../../plan/step.js";
import type { GuardedTable } from "./read-guarded-tables.js";
import type { Ownership } from "./read-owners.js";
import { reverseSql } from "./sql.js";

/** What it takes to undo the change of owners and rights. */
export interface Undo {
  /** What gives each object back to its owner. */
  readonly owners: readonly Ownership[];
  /** Tables that got a policy for their old owners. */
  readonly exempted: readonly GuardedTable[];
  /** pg-delta's actions from the rights then to those of before. */
  readonly back: readonly Action[];
}

/**
 * The runs that undo all steps. Functions work with their owner's rights, on tables and by calling each
 * other: all of them change at once, and before the tables. Tables change before their schemas, into
 * which every key's trigger goes with the rights of a table's owner.
 */
export function inverseOf(
  changes: readonly GrantChange[],
  { owners, exempted, back }: Undo,
): Transaction[] {
  const hasRows = ({ kind }: Ownership): boolean => kind === "table" || kind === "sequence";
  const isSchema = ({ kind }: Ownership): boolean => kind === "schema";
  const sqlOf = ({ sql }: { readonly sql: string }): string => sql;
  return [
    transaction(owners.filter((one) => !hasRows(one) && !isSchema(one)).map(sqlOf)),
    ...owners.filter(hasRows).map(({ sql }) => transaction([sql])),
    // A policy goes only once its role is the owner again.
    ...exempted.map(({ unexempt }) => transaction([unexempt])),
    ...owners.filter(isSchema).map(({ sql }) => transaction([sql])),
    ...(back.length > 0 ? [transaction(back.map(sqlOf))] : []),
    ...ofDatabase(changes),
  ];
}

/** Of what pg-delta does about rights, all but roles: they stay. */
export function withoutRoles(actions: readonly Action[]): Action[] {
  return actions.filter((action) => isAboutRights(action) && !isRole(action));
}

function isRole({ produces, destroys }: Action): boolean {
  return [...produces, ...destroys].some(({ kind }) => kind === "role" || kind === "membership");
}

/** pg-delta knows nothing of the rights in the database itself. */
function ofDatabase(changes: readonly GrantChange[]): Transaction[] {
  const sql = changes
    .filter(({ object }) => object.kind === "database")
    .map(reverseSql)
    .reverse();
  return sql.length > 0 ? [transaction(sql)] : [];
}

function transaction(sql: readonly string[]): Transaction {
  return { how: "transaction", sql };
}
