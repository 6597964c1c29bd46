import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly isPartitioned: boolean;
  readonly rows: number;
}

/** Tables of which the planner knows nothing. */
export const statistics = catalogueCheck<Row>({
  name: "statistics",
  // Counters are set back by a crash or by hand while statistics stay, so statistics that can be seen count.
  // Of rows that cannot be read nobody else is told the statistics. Autovacuum looks at no partitioned table.
  sql: `
WITH ${userTables},
known AS (
  SELECT DISTINCT schemaname, tablename, inherited FROM pg_stats
),
counted AS (
  SELECT user_table.*, greatest(reltuples, pg_stat_get_live_tuples(oid), 0)::float8 AS rows,
         pg_stat_get_analyze_count(oid) + pg_stat_get_autoanalyze_count(oid) AS analyzed,
         has_table_privilege(oid, 'SELECT') AND NOT row_security_active(oid) AS is_seen
    FROM user_table WHERE relkind = 'r'
),
own AS (
  SELECT schema, "table", false AS is_partitioned, rows FROM counted
   WHERE analyzed = 0 AND (is_seen OR reltuples = -1)
     AND NOT EXISTS (SELECT FROM known WHERE schemaname = schema AND tablename = "table" AND NOT inherited)
  UNION ALL
  SELECT parent.schema, parent."table", true,
         (SELECT COALESCE(sum(counted.rows), 0) FROM pg_partition_tree(parent.oid) AS tree JOIN counted ON counted.oid = tree.relid)
    FROM user_table AS parent
   WHERE parent.relkind = 'p' AND NOT parent.is_partition AND pg_stat_get_analyze_count(parent.oid) = 0
     AND has_table_privilege(parent.oid, 'SELECT') AND NOT row_security_active(parent.oid)
     AND NOT EXISTS (SELECT FROM known WHERE schemaname = parent.schema AND tablename = parent."table")
)
SELECT schema, "table", is_partitioned AS "isPartitioned", rows FROM own WHERE rows >= $1 ORDER BY 1, 2`,
  values: ({ limits }) => [limits.unanalyzedRows],
  find: (rows) =>
    rows.map(({ schema, table, isPartitioned, rows: count }) => ({
      code: isPartitioned ? "partitioned-table-never-analyzed" : "table-never-analyzed",
      severity: isPartitioned ? "info" : "warning",
      subject: { kind: "table", schema, name: table },
      evidence: { rows: count },
      remedy: { sql: [`ANALYZE ${quoteTable(schema, table)}`] },
    })),
});
