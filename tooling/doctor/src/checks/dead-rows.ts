import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly deadRows: number;
  readonly rows: number;
  readonly threshold: number;
  readonly isOff: boolean;
  /** Whether it is off for more rows than it should be; else only the setting is told. */
  readonly isOverdue: boolean;
}

/** Dead rows that autovacuum does not get to, and tables that it was told to leave alone. */
export const deadRows = catalogueCheck<Row>({
  name: "dead rows",
  onPrimary: true,
  sql: `
WITH ${userTables},
counted AS (
  SELECT schema, "table", pg_stat_get_dead_tuples(oid)::float8 AS dead, greatest(reltuples, 0)::float8 AS rows,
         COALESCE((SELECT option_value::float8 FROM pg_options_to_table(reloptions) WHERE option_name = 'autovacuum_vacuum_threshold'),
                  current_setting('autovacuum_vacuum_threshold')::float8)
         + COALESCE((SELECT option_value::float8 FROM pg_options_to_table(reloptions) WHERE option_name = 'autovacuum_vacuum_scale_factor'),
                    current_setting('autovacuum_vacuum_scale_factor')::float8) * greatest(reltuples, 0) AS threshold,
         COALESCE((SELECT NOT option_value::bool FROM pg_options_to_table(reloptions) WHERE option_name = 'autovacuum_enabled'), false) AS is_off
    FROM user_table WHERE relkind = 'r'
),
judged AS (
  SELECT *, dead >= $1 AND dead >= $2 * threshold AS is_overdue FROM counted
)
SELECT schema, "table", dead AS "deadRows", rows, threshold, is_off AS "isOff", is_overdue AS "isOverdue"
  FROM judged WHERE is_off OR is_overdue ORDER BY 1, 2`,
  values: ({ limits }) => [limits.deadRows, limits.deadRowsOfThreshold],
  find: (rows) => rows.flatMap(findingsOf),
});

function findingsOf({ schema, table, isOff, isOverdue, ...counts }: Row): Finding[] {
  const subject = { kind: "table", schema, name: table };
  const name = quoteTable(schema, table);
  return [
    ...(isOff
      ? [
          {
            code: "autovacuum-off" as const,
            severity: "warning" as const,
            subject,
            evidence: { deadRows: counts.deadRows },
            remedy: { sql: [`ALTER TABLE ${name} RESET (autovacuum_enabled)`] },
          },
        ]
      : []),
    ...(isOverdue
      ? [
          {
            code: "dead-rows" as const,
            severity: "warning" as const,
            subject,
            evidence: { ...counts },
            remedy: { sql: [`VACUUM (ANALYZE) ${name}`] },
          },
        ]
      : []),
  ];
}
