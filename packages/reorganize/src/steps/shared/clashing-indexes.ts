import type { Table } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import { plainName } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";

/**
 * Indexes of the table whose names are taken in the schema that it goes to, with names that are free.
 *
 * @param leaving a table that will have left that schema
 */
export async function readClashingIndexes(
  reader: Queryable,
  table: Table,
  to: { readonly schema: string },
  leaving?: Table,
): Promise<Map<string, string>> {
  if (table.schema === to.schema) return new Map();
  const clashing = await reader.query<{ name: string }>(
    `SELECT own.relname AS name
       FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS own ON own.oid = indexrelid
       JOIN pg_catalog.pg_class AS other ON other.relname = own.relname
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = other.relnamespace
       LEFT JOIN pg_catalog.pg_index AS of_other ON of_other.indexrelid = other.oid
      WHERE pg_index.indrelid = $1 AND nspname = $2
        AND COALESCE(of_other.indrelid, other.oid) IS DISTINCT FROM $3
      ORDER BY own.relname`,
    [table.oid, to.schema, leaving?.oid ?? null],
  );
  return new Map(clashing.map(({ name }) => [name, shortName(`${name} of ${plainName(table)}`)]));
}
