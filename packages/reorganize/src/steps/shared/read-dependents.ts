import { quoteTable } from "@deepiri/database";

import { grantedToSql } from "../../catalog/objects/grantee-sql.js";
import type { Queryable } from "../../session/queryable.js";

/** A view or trigger that reads a column. It is dropped and made again while the column changes. */
export interface Dependent {
  /** What makes it, with its rights and comments. */
  readonly createSql: readonly string[];
  readonly dropSql: readonly string[];
}

/** Something that reads a column, by the name it has in SQL. */
export interface NamedDependent extends Dependent {
  readonly name: string;
}

/**
 * What reads columns and has to leave while others take their place: triggers on their updates, views,
 * and the views upon those, in the order in which they can be made. Each is told with its rights,
 * owner, comments, defaults, triggers and rules. The reader's search_path is empty.
 */
export async function readDependents(
  reader: Queryable,
  table: number,
  columns: readonly string[],
): Promise<NamedDependent[]> {
  const found = [
    ...(await reader.query<Found>(triggersOfColumn, [table, columns])),
    ...(await reader.query<Found>(viewsOfColumn, [table, columns])),
  ];
  return found.map(dependentOf);
}

/** Each trigger of a table, by its name, as it can be made again. */
export async function readTriggers(
  reader: Queryable,
  table: number,
): Promise<Pick<NamedDependent, "name" | "createSql">[]> {
  return reader.query(
    `SELECT tgname::text AS name, ${triggerSql} AS "createSql" FROM pg_catalog.pg_trigger AS one
      WHERE tgrelid = $1::oid AND NOT tgisinternal ORDER BY tgname`,
    [table],
  );
}

interface Found {
  readonly schema: string;
  readonly name: string;
  /** The trigger, where it is one. */
  readonly drop: string | null;
  readonly sql: readonly string[];
}

function dependentOf({ schema, name, drop, sql }: Found): NamedDependent {
  const relation = quoteTable(schema, name);
  return {
    name: relation,
    createSql: sql,
    dropSql: [drop ?? `DROP VIEW ${relation}`],
  };
}

const isRead = (number: string): string =>
  `${number} IN (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = $1::oid AND attname = ANY ($2) AND NOT attisdropped)`;

/** SQL over `one`, a row of pg_trigger: the statements that make it, as an array. */
const triggerSql = `ARRAY[pg_catalog.pg_get_triggerdef(one.oid)]
  || CASE one.tgenabled WHEN 'O' THEN '{}'::text[] ELSE ARRAY[pg_catalog.format('ALTER TABLE %s %s TRIGGER %I', one.tgrelid::pg_catalog.regclass,
       CASE one.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, one.tgname)] END
  || ARRAY(SELECT pg_catalog.format('COMMENT ON TRIGGER %I ON %s IS %L', one.tgname, one.tgrelid::pg_catalog.regclass, words)
             FROM pg_catalog.obj_description(one.oid, 'pg_trigger') AS words WHERE words IS NOT NULL)`;

const triggersOfColumn = `
  SELECT namespace.nspname AS schema, relname AS name, ${triggerSql} AS sql,
         pg_catalog.format('DROP TRIGGER %I ON %s', one.tgname, one.tgrelid::pg_catalog.regclass) AS drop
    FROM pg_catalog.pg_trigger AS one
    JOIN pg_catalog.pg_class AS class ON class.oid = one.tgrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE NOT tgisinternal AND one.oid IN (
     SELECT objid FROM pg_catalog.pg_depend
      WHERE classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
        AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND refobjid = $1::oid AND ${isRead("refobjsubid")})
   ORDER BY one.tgname`;

const readBy = (where: string) => `
  FROM pg_catalog.pg_depend AS depend
  JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = depend.objid
  JOIN pg_catalog.pg_class AS reader ON reader.oid = rule.ev_class AND reader.relkind = 'v'
 WHERE depend.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
   AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
   AND depend.refobjid <> rule.ev_class AND ${where}`;

const viewsOfColumn = `
  WITH RECURSIVE reading (view, level) AS (
    SELECT reader.oid, 1 ${readBy(`depend.refobjid = $1::oid AND ${isRead("depend.refobjsubid")}`)}
    UNION
    SELECT next.view, level + 1 FROM reading,
      LATERAL (SELECT reader.oid AS view ${readBy("depend.refobjid = reading.view")}) AS next),
  ordered AS (SELECT view, pg_catalog.max(level) AS level FROM reading GROUP BY view),
  named AS (
    SELECT view, level, nspname, relname, relowner, relacl, reloptions,
           pg_catalog.format('%I.%I', nspname, relname) AS place
      FROM ordered JOIN pg_catalog.pg_class AS class ON class.oid = view
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace)
  SELECT nspname AS schema, relname AS name, NULL AS drop,
    ARRAY[pg_catalog.format('CREATE VIEW %s%s AS %s', place,
            ' WITH (' || pg_catalog.array_to_string(reloptions, ', ') || ')',
            pg_catalog.rtrim(pg_catalog.pg_get_viewdef(view), ';')),
          pg_catalog.format('ALTER VIEW %s OWNER TO %I', place, pg_catalog.pg_get_userbyid(relowner))]
    || ARRAY(SELECT pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', place, attname,
                      pg_catalog.pg_get_expr(adbin, adrelid))
               FROM pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum
              WHERE adrelid = view ORDER BY adnum)
    || ARRAY(SELECT pg_catalog.format('GRANT %s ON %s TO %s', privilege_type, place, ${grantedToSql})
               FROM pg_catalog.aclexplode(relacl) WHERE grantee <> relowner)
    || ARRAY(SELECT pg_catalog.format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, place, ${grantedToSql})
               FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl) WHERE attrelid = view)
    || ARRAY(SELECT pg_catalog.format('COMMENT ON VIEW %s IS %L', place, words)
               FROM pg_catalog.obj_description(view, 'pg_class') AS words WHERE words IS NOT NULL)
    || ARRAY(SELECT pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', place, attname, words)
               FROM pg_catalog.pg_attribute, pg_catalog.col_description(view, attnum) AS words
              WHERE attrelid = view AND attnum > 0 AND words IS NOT NULL ORDER BY attnum)
    || ARRAY(SELECT pg_catalog.rtrim(pg_catalog.pg_get_ruledef(oid), ';') FROM pg_catalog.pg_rewrite
              WHERE ev_class = view AND rulename <> '_RETURN' ORDER BY rulename)
    || ARRAY(SELECT statement FROM pg_catalog.pg_trigger AS one, pg_catalog.unnest(${triggerSql}) WITH ORDINALITY AS made (statement, place)
              WHERE one.tgrelid = view AND NOT one.tgisinternal ORDER BY one.tgname, made.place) AS sql
    FROM named ORDER BY level, place`;
