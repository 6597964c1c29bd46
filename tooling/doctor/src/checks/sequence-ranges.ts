import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import type { Limits } from "../check/limits.js";
import type { Finding } from "../finding/finding.js";
import { percentOf } from "./percent-of.js";

interface SequenceRow {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly last: string;
  readonly max: string;
  /** The column that draws from it, and the largest value that the column's type holds; null where there is none. */
  readonly column: string | null;
  readonly columnMax: string | null;
  readonly hasSmallType: boolean;
}

/** Sequences that come to their end, by their own maximum or by the type of the column that they number. */
export const sequenceRanges = catalogueCheck<SequenceRow>({
  name: "sequences",
  partialWithout: "pg_read_all_data",
  // A standby has no rows of an unlogged sequence.
  sql: `
WITH drawn AS (
  SELECT objid AS sequence, refobjid AS relation, refobjsubid AS attnum FROM pg_depend
   WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i') AND refobjsubid > 0
  UNION
  SELECT depend.refobjid, attrdef.adrelid, attrdef.adnum
    FROM pg_depend AS depend JOIN pg_attrdef AS attrdef ON attrdef.oid = depend.objid
   WHERE depend.classid = 'pg_attrdef'::regclass AND depend.refclassid = 'pg_class'::regclass
)
SELECT DISTINCT ON (class.oid) namespace.nspname::text AS schema, class.relname::text AS name,
       seqtypid::regtype::text AS type, last.value::text AS last, seqmax::text AS max,
       drawn.relation::regclass::text || '.' || quote_ident(att.attname) AS column,
       limits.max::text AS "columnMax", COALESCE(limits.max <= seqmax, false) AS "hasSmallType"
  FROM pg_sequence
  JOIN pg_class AS class ON class.oid = seqrelid
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  LEFT JOIN drawn ON drawn.sequence = class.oid
  LEFT JOIN pg_attribute AS att ON att.attrelid = drawn.relation AND att.attnum = drawn.attnum
  LEFT JOIN LATERAL (SELECT CASE att.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
                                 WHEN 'int8'::regtype THEN 9223372036854775807 END AS max) AS limits ON true
  CROSS JOIN LATERAL (
    SELECT CASE WHEN has_sequence_privilege(class.oid, 'SELECT,USAGE')
                 AND NOT (class.relpersistence <> 'p' AND pg_is_in_recovery())
           THEN pg_sequence_last_value(class.oid) END AS value) AS last
 WHERE NOT seqcycle AND seqincrement > 0 AND last.value IS NOT NULL AND namespace.nspname !~ '^pg_'
   AND last.value >= 0.5 * LEAST(seqmax, limits.max)
 ORDER BY class.oid, limits.max`,
  find: (rows, { limits }) => rows.flatMap((row) => findSequence(row, limits)),
});

function findSequence(row: SequenceRow, { keyPercent }: Limits): Finding[] {
  const { schema, name, last, max, column, columnMax, type } = row;
  const end = columnMax !== null && BigInt(columnMax) < BigInt(max) ? columnMax : max;
  const percent = percentOf(last, end);
  if (percent < keyPercent.warning) return [];
  // Only the sequence is too small: its type is changed in the catalogue alone. A column's takes a migration.
  const isOwn = !row.hasSmallType && type !== "bigint";
  return [
    {
      code: "sequence-near-end",
      severity: percent >= keyPercent.error ? "error" : "warning",
      subject: { kind: "sequence", schema, name },
      evidence: { ...(column ? { column } : {}), last, end, percent },
      remedy: isOwn ? { sql: [`ALTER SEQUENCE ${quoteTable(schema, name)} AS bigint`] } : {},
    },
  ];
}
