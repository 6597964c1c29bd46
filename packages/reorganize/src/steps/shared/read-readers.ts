import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import { notOursSql } from "../../ledger/own-function.js";
import type { Queryable } from "../../session/queryable.js";

/** What stands in the way of a column that goes: PostgreSQL drops the column only with it. */
export interface Reader {
  /** Such as `view public.open_tasks`; what the table itself has is named without it. */
  readonly what: string;
  /** `schema.name`, where it is a view. */
  readonly view: string | null;
  /** Whether it is a view that steps may make again. */
  readonly isPlainView: boolean;
  /** The name of the trigger, where it is one of the table. */
  readonly trigger: string | null;
  /** The table as `schema.name`, where it is a foreign key that refers to the column. */
  readonly keyOf: string | null;
  /** What drops it; null where that would drop more than it. */
  readonly drop: string | null;
}

/**
 * Reads what needs the column, and the views upon that, those that can be dropped first before others.
 *
 * @param table as the statements are to name it
 */
export async function readReaders(
  reader: Queryable,
  table: Table,
  column: string,
): Promise<Reader[]> {
  return reader.query<Reader>(question, [table.oid, column, sqlName(table)]);
}

/** SQL over `found`, a row of pg_depend: the object that is dropped, which is the view of a view's rule. */
const object = `
  CASE WHEN view.oid IS NULL THEN found.classid ELSE 'pg_catalog.pg_class'::pg_catalog.regclass END AS classid,
  COALESCE(view.oid, found.objid) AS objid`;

const viewOfRule = `
  LEFT JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = found.objid AND rulename = '_RETURN'
        AND found.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_class AS view ON view.oid = rule.ev_class`;

const question = `
  WITH RECURSIVE reading (classid, objid, level) AS (
    SELECT ${object}, 1
      FROM pg_catalog.pg_depend AS found
      JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid ${viewOfRule}
     WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = $1::oid AND attname = $2
       AND NOT attisdropped AND deptype = 'n' AND (found.classid <> 'pg_catalog.pg_constraint'::pg_catalog.regclass
              OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS key WHERE key.oid = found.objid AND confrelid = refobjid AND conrelid <> refobjid))
    UNION
    SELECT next.* FROM reading,
      LATERAL (SELECT ${object}, level + 1
                 FROM pg_catalog.pg_depend AS found ${viewOfRule}
                WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = reading.objid
                  AND reading.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype = 'n'
                  AND view.oid IS DISTINCT FROM reading.objid) AS next)
  SELECT CASE WHEN pubname IS NULL THEN about.type || ' ' || COALESCE(pg_catalog.quote_ident(own), about.identity)
              ELSE 'publication ' || pg_catalog.quote_ident(pubname) END AS what,
         CASE WHEN class.oid IS NOT NULL THEN ${plainNameSql("namespace.nspname", "class.relname")} END AS view,
         class.relkind IS NOT DISTINCT FROM 'v' AS "isPlainView",
         CASE WHEN about.type = 'trigger' THEN own END AS trigger,
         CASE WHEN con.oid IS NOT NULL THEN ${plainNameSql("key_schema.nspname", "child.relname")} END AS "keyOf",
         CASE WHEN con.oid IS NOT NULL THEN pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I;', conrelid::pg_catalog.regclass, conname)
              WHEN own IS NOT NULL THEN pg_catalog.format('DROP %s %I ON %s;', pg_catalog.upper(about.type), own, $3::text)
              WHEN pubname IS NOT NULL THEN pg_catalog.format('ALTER PUBLICATION %I DROP TABLE %s;', pubname, $3::text)
              WHEN about.type IN ('view', 'materialized view', 'trigger', 'policy', 'rule', 'function')
              THEN pg_catalog.format('DROP %s %s;', pg_catalog.upper(about.type), about.identity) END AS drop
    FROM (SELECT classid, objid, pg_catalog.max(level) AS level FROM reading GROUP BY classid, objid) AS one
    LEFT JOIN pg_catalog.pg_class AS class ON class.oid = objid AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    LEFT JOIN pg_catalog.pg_trigger AS fired ON fired.oid = objid AND classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_proc AS called ON called.oid = tgfoid
    LEFT JOIN pg_catalog.pg_policy AS policy ON policy.oid = objid AND classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_publication_rel AS told ON told.oid = objid AND classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_publication AS publication ON publication.oid = prpubid
    LEFT JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid AND classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_constraint AS con ON con.oid = objid AND classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_class AS child ON child.oid = conrelid
    LEFT JOIN pg_catalog.pg_namespace AS key_schema ON key_schema.oid = child.relnamespace
   CROSS JOIN pg_catalog.pg_identify_object(classid, objid, 0) AS about
   CROSS JOIN LATERAL (VALUES (CASE $1::oid WHEN tgrelid THEN tgname WHEN polrelid THEN polname WHEN ev_class THEN rulename END::text)) AS of_table (own)
   WHERE ${notOursSql("pronamespace")}
   ORDER BY level DESC, 1`;
