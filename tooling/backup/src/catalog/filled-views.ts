import type pg from "pg";
import { ofUsers, type Relation } from "./relations.js";

/** Materialized views that hold rows, each after those that it reads. */
export async function readFilledViews(
  client: pg.Client,
): Promise<Pick<Relation, "schema" | "name">[]> {
  const { rows } = await client.query<Pick<Relation, "schema" | "name">>(`
    WITH RECURSIVE view AS (
      SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind, c.relispopulated
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('m', 'v') AND ${ofUsers("pg_class", "c.oid", "n.nspname")}),
    reads AS (
      SELECT r.ev_class AS view, d.refobjid AS base
        FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_depend AS d
          ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
       WHERE d.refobjid <> r.ev_class AND d.refobjid IN (SELECT oid FROM view)),
    depth AS (
      SELECT oid, 0 AS level FROM view
      UNION
      SELECT reads.view, depth.level + 1 FROM reads JOIN depth ON depth.oid = reads.base)
    SELECT schema, name FROM view
     WHERE relkind = 'm' AND relispopulated
     ORDER BY (SELECT pg_catalog.max(level) FROM depth WHERE depth.oid = view.oid), schema COLLATE "C", name COLLATE "C"`);
  return rows;
}
