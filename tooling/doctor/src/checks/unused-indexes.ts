import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly isPartitioned: boolean;
  readonly bytes: number;
  readonly countedSeconds: number;
}

/** Indexes that nobody has read since the server began to count. */
export const unusedIndexes = catalogueCheck<Row>({
  name: "unused indexes",
  onPrimary: true,
  // An index of a partitioned table is used when one of its parts is. Counters that were never reset are as
  // old as the server's last start at least.
  sql: `
WITH ${userTables},
counted AS (
  SELECT EXTRACT(epoch FROM clock_timestamp() - COALESCE(stats_reset, pg_postmaster_start_time()))::float8 AS seconds
    FROM pg_stat_database WHERE datname = current_database()
),
used AS (
  SELECT COALESCE(pg_partition_root(class.oid)::oid, class.oid) AS root,
         sum(pg_stat_get_numscans(class.oid)) AS scans, sum(class.relpages)::float8 AS pages
    FROM pg_class AS class WHERE class.relkind IN ('i', 'I') GROUP BY 1
)
SELECT namespace.nspname::text AS schema, user_table."table", class.relname::text AS name,
       class.relkind = 'I' AS "isPartitioned",
       used.pages * current_setting('block_size')::int AS bytes, counted.seconds AS "countedSeconds"
  FROM counted, used
  JOIN pg_class AS class ON class.oid = used.root
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  JOIN pg_index AS index ON index.indexrelid = class.oid
  JOIN user_table ON user_table.oid = index.indrelid
 WHERE used.scans = 0 AND counted.seconds >= $1 AND used.pages * current_setting('block_size')::int >= $2
   AND index.indisvalid AND NOT (index.indisunique OR index.indisexclusion OR index.indisreplident OR index.indisclustered)
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid)
 ORDER BY bytes DESC, 1, 3`,
  values: ({ limits }) => [limits.unusedIndexSeconds, limits.unusedIndexBytes],
  find: (rows) =>
    rows.map(({ schema, table, name, isPartitioned, ...evidence }) => ({
      code: "unused-index",
      severity: "info",
      subject: { kind: "index", schema, table, name },
      evidence: { ...evidence },
      remedy: {
        sql: [`DROP INDEX ${isPartitioned ? "" : "CONCURRENTLY "}${quoteTable(schema, name)}`],
      },
    })),
});
