import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly isUnique: boolean;
  readonly isPartitioned: boolean;
  readonly isExclusion: boolean;
  readonly bytes: number;
}

/** Indexes that are written but not read, since their build was interrupted. */
export const invalidIndexes = catalogueCheck<Row>({
  name: "invalid indexes",
  // Who may not see what others build sees that somebody builds, and the lock that goes with it.
  sql: `
WITH ${userTables}
SELECT namespace.nspname::text AS schema, user_table."table", class.relname::text AS name,
       index.indisunique AS "isUnique", class.relkind = 'I' AS "isPartitioned", index.indisexclusion AS "isExclusion",
       class.relpages::float8 * current_setting('block_size')::int AS bytes
  FROM user_table
  JOIN pg_index AS index ON index.indrelid = user_table.oid AND NOT index.indisvalid
  JOIN pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
 WHERE NOT EXISTS (
   SELECT FROM pg_stat_progress_create_index AS build
    WHERE build.datid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (build.relid = index.indrelid
        OR build.relid IS NULL AND EXISTS (
          SELECT FROM pg_locks WHERE pg_locks.pid = build.pid AND pg_locks.relation = index.indrelid)))
 ORDER BY 1, 2, 3`,
  find: (rows) => rows.map(findingOf),
});

function findingOf({ schema, table, name, bytes, isUnique, ...row }: Row): Finding {
  const index = quoteTable(schema, name);
  const isLeftover = /_cc(new|old)\d*$/.test(name);
  const sql = isLeftover
    ? [`DROP INDEX CONCURRENTLY ${index}`]
    : [`REINDEX INDEX CONCURRENTLY ${index}`];
  return {
    code: row.isPartitioned ? "incomplete-partitioned-index" : "invalid-index",
    severity: isLeftover ? "warning" : "error",
    subject: { kind: "index", schema, table, name },
    evidence: { unique: isUnique, bytes },
    remedy: row.isPartitioned || row.isExclusion ? {} : { sql },
  };
}
