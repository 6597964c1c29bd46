import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about tables that logical decoding reads as if they were catalogs: PostgreSQL neither rewrites one nor takes rows
 * of it that may be there already.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseCatalogTables(
  copy: Queryable,
  tables: readonly Table[],
): Promise<void> {
  await refuseFound(copy, question, [tables.map(({ oid }) => oid)]);
}

const question = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'catalog table') AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s RESET (user_catalog_table);', class.oid::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
    JOIN LATERAL pg_catalog.pg_options_to_table(reloptions) ON option_name = 'user_catalog_table' AND option_value::boolean
   WHERE class.oid = ANY ($1) ORDER BY 1`;
