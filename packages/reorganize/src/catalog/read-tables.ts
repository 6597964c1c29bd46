import type { Queryable } from "../session/queryable.js";
import type { Table } from "./catalog.js";
import { inUserSchema } from "./user-schema.js";

type TableRow = Omit<Table, "columns" | "constraints" | "indexes">;

/**
 * Every user table; partitions and tables of extensions are left out.
 *
 * @param around only these, by their oids, and those that foreign keys join with them, if given
 */
export async function readTables(
  reader: Queryable,
  around?: readonly number[],
): Promise<TableRow[]> {
  return reader.query<TableRow>(
    `
    SELECT nspname AS schema, relname AS name, class.oid::int AS oid,
           GREATEST(reltuples, 0)::float8 AS rows,
           relkind = 'p' AS partitioned, relpersistence = 'u' AS unlogged
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE ${around ? joined : "TRUE"} AND relkind IN ('r', 'p') AND NOT relispartition AND relpersistence <> 't' AND ${inUserSchema()}
       AND NOT EXISTS (
         SELECT FROM pg_catalog.pg_depend
          WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = class.oid AND deptype = 'e')
     ORDER BY nspname, relname`,
    around ? [around] : [],
  );
}

const joined = `class.oid IN (
         SELECT pg_catalog.unnest($1::oid[])
         UNION ALL SELECT confrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1)
         UNION ALL SELECT conrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND confrelid = ANY ($1))`;
