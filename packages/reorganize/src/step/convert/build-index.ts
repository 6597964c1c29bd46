import type { Alone, Transaction } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import type { NewIndex } from "./direction.js";

/** Builds the double of an index under its temporary name, while others write. */
export function buildIndexRun({ sqlTemporary, createSql }: NewIndex): Alone {
  return {
    how: "alone",
    sql: createSql,
    isDone: `SELECT EXISTS (SELECT FROM pg_catalog.pg_index
      WHERE indexrelid = pg_catalog.to_regclass(${literal(sqlTemporary)}) AND indisvalid) AS done`,
    cleanUp: `DROP INDEX CONCURRENTLY IF EXISTS ${sqlTemporary}`,
  };
}

/** Drops it again; finds nothing when the swap was made and undone. */
export function removeIndexRun({ sqlTemporary }: NewIndex): Transaction {
  return { how: "transaction", sql: [`DROP INDEX IF EXISTS ${sqlTemporary}`] };
}
