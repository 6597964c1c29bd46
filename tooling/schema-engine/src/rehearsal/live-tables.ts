import type pg from "pg";
import type { LiveTable } from "./effects.js";

/** The tables of a database, with the numbers of rows that the server knows without counting. */
export async function readLiveTables(client: pg.ClientBase): Promise<LiveTable[]> {
  const { rows } = await client.query<LiveTable>(`
    SELECT namespace.nspname AS schema, class.relname AS name,
           CASE WHEN class.reltuples >= 0 THEN class.reltuples::float8 END AS rows
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind IN ('r', 'p', 'm') AND namespace.nspname !~ '^(pg_|information_schema$)'`);
  return rows;
}
