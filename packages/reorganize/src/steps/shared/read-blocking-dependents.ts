import type { Queryable } from "../../session/queryable.js";

/**
 * What depends on a column and can neither be carried over to another nor made again, in PostgreSQL's
 * words: materialized views, policies, rules, column lists of publications, and the like.
 */
export async function readBlockingDependents(
  reader: Queryable,
  table: number,
  column: string,
): Promise<string[]> {
  const rows = await reader.query<{ dependent: string }>(question, [table, column]);
  return rows.map(({ dependent }) => dependent);
}

// Constraints and indexes are in the catalog of the table, views and triggers are made again.
const question = `
  WITH place AS (
    SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = $1::oid AND attname = $2 AND NOT attisdropped)
  SELECT DISTINCT CASE WHEN pubname IS NULL THEN pg_catalog.pg_describe_object(classid, objid, objsubid)
                       ELSE 'publication ' || pg_catalog.quote_ident(pubname) END || ' depends on it' AS dependent
    FROM pg_catalog.pg_depend JOIN place ON refobjsubid = attnum
    LEFT JOIN pg_catalog.pg_publication_rel AS told ON told.oid = objid AND classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_publication AS publication ON publication.oid = prpubid
   WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = $1::oid
     AND classid NOT IN ('pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass,
                         'pg_catalog.pg_statistic_ext'::pg_catalog.regclass)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite AS rule JOIN pg_catalog.pg_class AS view ON view.oid = ev_class
                      WHERE rule.oid = objid AND view.relkind = 'v' AND classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS index
                      WHERE index.oid = objid AND index.relkind IN ('i', 'I') AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef AS own
                      WHERE own.oid = objid AND own.adnum = attnum AND classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass)
   ORDER BY 1`;
