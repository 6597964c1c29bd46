import type { Alone } from "../../plan/step.js";
import { literal } from "../../session/literal.js";

/** Builds an index while others write. `name` is SQL with its schema; `createSql` says CONCURRENTLY. */
export function buildIndexRun(name: string, createSql: string): Alone {
  return {
    how: "alone",
    sql: createSql,
    isDone: `SELECT EXISTS (SELECT FROM pg_catalog.pg_index
      WHERE indexrelid = pg_catalog.to_regclass(${literal(name)}) AND indisvalid) AS done`,
    concurrent: true,
    cleanUp: `DROP INDEX CONCURRENTLY IF EXISTS ${name}`,
  };
}
