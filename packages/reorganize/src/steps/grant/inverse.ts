import type { GrantChange } from "@deepiri/schema-engine";
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
  /** SQL that restores the rights, once the owners are restored. */
  readonly back: readonly string[];
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
    ...(back.length > 0 ? [transaction(back)] : []),
    ...ofDatabase(changes),
  ];
}

/** Those in the database itself belong to nothing in it. */
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
