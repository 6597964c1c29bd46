import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import { percentOf } from "./percent-of.js";

interface ColumnRow {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly max: string;
  readonly limit: string;
}

/** Columns of small integer types in keys, by the largest value that the planner's statistics know. */
export const integerKeyRanges = catalogueCheck<ColumnRow>({
  name: "integer keys",
  partialWithout: "pg_read_all_data",
  sql: `
WITH ${userTables}
SELECT user_table.schema, user_table."table", att.attname::text AS column, att.atttypid::regtype::text AS type,
       bound.max::text AS max, limits.max::text AS limit
  FROM user_table
  JOIN pg_attribute AS att ON att.attrelid = user_table.oid AND att.attnum > 0 AND NOT att.attisdropped
  CROSS JOIN LATERAL (SELECT CASE att.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 END AS max) AS limits
  JOIN pg_stats AS stats ON stats.schemaname = user_table.schema AND stats.tablename = user_table."table" AND stats.attname = att.attname
    AND stats.inherited = (user_table.relkind = 'p')
  CROSS JOIN LATERAL (
    SELECT max(value::int8) AS max
      FROM unnest((stats.histogram_bounds::text::text[]) || (stats.most_common_vals::text::text[])) AS value) AS bound
 WHERE limits.max IS NOT NULL AND bound.max >= $1::float8 / 100 * limits.max
   AND EXISTS (SELECT FROM pg_constraint AS con
                WHERE con.conrelid = user_table.oid AND con.contype IN ('p', 'u', 'f') AND att.attnum = ANY (con.conkey))
 ORDER BY 1, 2, 3`,
  values: ({ limits }) => [limits.keyPercent.warning],
  find: (rows, { limits }) =>
    rows.map(({ schema, table, column, type, max, limit }) => {
      const percent = percentOf(max, limit);
      return {
        code: "integer-key-near-end",
        severity: percent >= limits.keyPercent.error ? "error" : "warning",
        subject: { kind: "column", schema, table, name: column },
        evidence: { type, max, limit, percent },
        remedy: {},
      };
    }),
});
