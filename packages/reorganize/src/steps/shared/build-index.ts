import { quoteIdentifier } from "@deepiri/database";
import { type Index, sqlName, type Table } from "../../catalog/catalog.js";
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

/** SQL that builds an index of the table CONCURRENTLY by this name. */
export function createIndexSql(
  table: Pick<Table, "schema" | "name">,
  { unique, using }: Pick<Index, "unique" | "using">,
  name: string,
): string {
  return `CREATE ${unique ? "UNIQUE " : ""}INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${sqlName(table)} USING ${using}`;
}
