import type pg from "pg";
import { ofUsers } from "./relations.js";

/** A table that holds rows itself. */
export interface Table {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** The partitioned table whose rows it holds, as `"schema"."name"`; null for any other. */
  readonly root: string | null;
  /** Those that take values: all but generated ones, in their order. */
  readonly columns: readonly Column[];
  /** Its primary key, else nothing. */
  readonly identity: readonly string[];
}

export interface Column {
  readonly name: string;
  /** As PostgreSQL spells it, with its length. */
  readonly type: string;
  /** The name of the type below domains, without length, such as `varchar` or `_text`. */
  readonly base: string;
  /** Most characters that it holds; null if there is no limit. */
  readonly limit: number | null;
}

/** All tables of users, but for partitioned ones, whose rows are in their partitions. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
           CASE WHEN c.relispartition THEN (
             SELECT pg_catalog.format('"%s"."%s"', pg_catalog.replace(rn.nspname, '"', '""'), pg_catalog.replace(r.relname, '"', '""'))
               FROM pg_catalog.pg_class AS r JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
              WHERE r.oid = pg_catalog.pg_partition_root(c.oid)) END AS root,
           COALESCE(columns.all, '[]') AS columns,
           ARRAY(SELECT a.attname::text FROM pg_catalog.pg_index AS i
                   CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                   JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place) AS identity
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
                 'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
                 'base', COALESCE(base.typname, t.typname),
                 'limit', CASE WHEN length.mod > 4 AND COALESCE(base.typname, t.typname) IN ('varchar', 'bpchar') THEN length.mod - 4 END)
                 ORDER BY a.attnum) AS all
          FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
          LEFT JOIN pg_catalog.pg_type AS base ON base.oid = t.typbasetype
          CROSS JOIN LATERAL (SELECT CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END) AS length (mod)
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns ON true
     WHERE c.relkind = 'r' AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`);
  return rows;
}
