import type { Column, Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import type { Session } from "../session/session.js";

/**
 * User tables that are parked in our schema just now, such as twins whose rows are in another table. Only
 * names, columns and their types are read.
 */
export async function readParkedTables(
  session: Session,
  oids: readonly number[],
): Promise<Table[]> {
  const rows = await session.query<{ oid: number; name: string; columns: Column[] }>(
    `SELECT class.oid::int AS oid, relname AS name, (
         SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                  'name', attname, 'type', pg_catalog.format_type(atttypid, atttypmod)) ORDER BY attnum)
           FROM pg_catalog.pg_attribute
          WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns
       FROM pg_catalog.pg_class AS class
      WHERE relnamespace = pg_catalog.to_regnamespace($1) AND class.oid = ANY ($2)`,
    [ownSchema, oids],
  );
  return rows.map((row) => ({
    ...row,
    schema: ownSchema,
    rows: 0,
    partitioned: false,
    unlogged: false,
    constraints: [],
    indexes: [],
  }));
}
