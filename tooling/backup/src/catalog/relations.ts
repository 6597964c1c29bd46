import { quoteTable } from "@deepiri/database/without-client";
import type pg from "pg";

/** A table, view, sequence or foreign table that a user made. */
export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind:
    | "table"
    | "partitioned"
    | "view"
    | "materialized view"
    | "sequence"
    | "foreign table";
  /** Tables that it inherits from or is a partition of, and tables that a view reads, as `"schema"."name"`. */
  readonly restsOn: readonly string[];
  /** Types and functions of users that it cannot be without, as `"schema"."name"`. */
  readonly needs: readonly string[];
}

/** Of a relation: `"schema"."name"`. */
export function keyOf({
  schema,
  name,
}: {
  readonly schema: string;
  readonly name: string;
}): string {
  return quoteTable(schema, name);
}

/** What SQL says of objects that came neither with PostgreSQL nor with an extension. */
export const ofUsers = (classId: string, object: string, namespace: string): string => `
  ${namespace} <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']) AND ${namespace} !~ '^pg_(toast_)?temp_'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                   WHERE d.classid = '${classId}'::pg_catalog.regclass AND d.objid = ${object} AND d.deptype = 'e')`;

/** All relations of users, but for the sequences that belong to a column: those are a part of its table. */
export async function readRelations(client: pg.Client): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(`
    WITH RECURSIVE mine AS (
      SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE c.relkind = 'S' AND d.deptype IN ('a', 'i')
                            AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                            AND d.refclassid = d.classid)),
    part (relation, classid, objid) AS (
      SELECT oid, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, oid FROM mine
      UNION
      SELECT part.relation, next.classid, next.objid FROM part CROSS JOIN LATERAL (
        SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d
         WHERE d.refclassid = part.classid AND d.refobjid = part.objid AND d.deptype IN ('a', 'i')
           AND d.classid NOT IN ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass)
        UNION ALL
        SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
         WHERE d.classid = part.classid AND d.objid = part.objid AND d.deptype IN ('n', 'a', 'i')
           AND d.refclassid IN ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass)) AS next),
    needed AS (
      SELECT part.relation, n.nspname AS schema, t.typname AS name
        FROM part JOIN pg_catalog.pg_type AS found ON found.oid = part.objid AND part.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        JOIN pg_catalog.pg_type AS t ON t.oid = COALESCE(NULLIF(CASE WHEN found.typcategory = 'A' THEN found.typelem ELSE 0 END, 0), found.oid)
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
       WHERE ${ofUsers("pg_type", "t.oid", "n.nspname")}
      UNION
      SELECT part.relation, n.nspname, p.proname
        FROM part JOIN pg_catalog.pg_proc AS p ON p.oid = part.objid AND part.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
       WHERE ${ofUsers("pg_proc", "p.oid", "n.nspname")}),
    below AS (
      SELECT i.inhrelid AS relation, i.inhparent AS base FROM pg_catalog.pg_inherits AS i
      UNION
      SELECT r.ev_class, d.refobjid FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_depend AS d
          ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'n'
         AND d.refobjid <> r.ev_class)
    SELECT schema, name,
           CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned' WHEN 'v' THEN 'view'
                        WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'foreign table' END AS kind,
           ARRAY(SELECT pg_catalog.format('"%s"."%s"', pg_catalog.replace(base.schema, '"', '""'), pg_catalog.replace(base.name, '"', '""'))
                   FROM below JOIN mine AS base ON base.oid = below.base WHERE below.relation = mine.oid ORDER BY 1) AS "restsOn",
           ARRAY(SELECT pg_catalog.format('"%s"."%s"', pg_catalog.replace(needed.schema, '"', '""'), pg_catalog.replace(needed.name, '"', '""'))
                   FROM needed WHERE needed.relation = mine.oid ORDER BY 1) AS needs
      FROM mine ORDER BY schema COLLATE "C", name COLLATE "C"`);
  return rows;
}
