import { quoteIdentifier, quoteTable } from "@deepiri/database";
import pg from "pg";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly sequenceSchema: string;
  readonly sequence: string;
  readonly next: string;
  readonly max: string;
}

/** Sequences that will draw a number that a row already has, as after a load with keys of its own. */
export const sequencesBehind = catalogueCheck<Row>({
  name: "sequences behind their column",
  partialWithout: "pg_read_all_data",
  // The bounds of a histogram are values of rows, those that were there at the last ANALYZE.
  sql: `
WITH ${userTables}
SELECT user_table.schema, user_table."table", att.attname::text AS column,
       namespace.nspname::text AS "sequenceSchema", class.relname::text AS sequence,
       last.next::text AS next, bound.max::text AS max
  FROM user_table
  JOIN pg_depend AS depend ON depend.refclassid = 'pg_class'::regclass AND depend.refobjid = user_table.oid
   AND depend.classid = 'pg_class'::regclass AND depend.deptype IN ('a', 'i') AND depend.refobjsubid > 0
  JOIN pg_sequence ON seqrelid = depend.objid
  JOIN pg_class AS class ON class.oid = seqrelid
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  JOIN pg_attribute AS att ON att.attrelid = user_table.oid AND att.attnum = depend.refobjsubid
  JOIN pg_index AS key ON key.indrelid = user_table.oid AND key.indisunique AND key.indpred IS NULL
   AND key.indnkeyatts = 1 AND key.indkey[0] = att.attnum
  JOIN pg_stats AS stats ON stats.schemaname = user_table.schema AND stats.tablename = user_table."table" AND stats.attname = att.attname
    AND stats.inherited = (user_table.relkind = 'p')
  CROSS JOIN LATERAL (
    SELECT max(value::int8) AS max FROM unnest(stats.histogram_bounds::text::text[]) AS value) AS bound
  CROSS JOIN LATERAL (
    SELECT CASE WHEN has_sequence_privilege(class.oid, 'SELECT,USAGE')
                 AND NOT (class.relpersistence <> 'p' AND pg_is_in_recovery())
           THEN COALESCE(pg_sequence_last_value(class.oid) + seqincrement, seqstart) END AS next) AS last
 WHERE seqincrement > 0 AND NOT seqcycle AND att.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
   AND last.next <= bound.max
 ORDER BY 1, 2, 3`,
  find: (rows) =>
    rows.map(({ schema, table, column, sequenceSchema, sequence, next, max }) => {
      const name = quoteTable(sequenceSchema, sequence);
      return {
        code: "sequence-behind-column",
        severity: "error",
        subject: { kind: "sequence", schema: sequenceSchema, name: sequence },
        evidence: { column: `${schema}.${table}.${column}`, next, max },
        remedy: {
          sql: [
            `SELECT pg_catalog.setval(${pg.escapeLiteral(name)}, GREATEST(pg_catalog.max(${quoteIdentifier(column)}), (SELECT last_value FROM ${name}))) FROM ${quoteTable(schema, table)}`,
          ],
        },
      };
    }),
});
