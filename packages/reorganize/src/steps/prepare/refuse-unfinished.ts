import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about what a statement that was to be finished later has left on these tables: indexes that are not
 * valid, and NOT NULLs that were never validated. No statement makes the first again as they are, and rows
 * need not obey the second though the catalog says NOT NULL.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseUnfinished(copy: Queryable, tables: readonly Table[]): Promise<void> {
  await refuseFound(copy, question, [tables.map(({ oid }) => oid)]);
}

const question = `
  SELECT ${plainNameSql("nspname", "of_table.relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'index not finished', 'index', class.relname) AS question,
         ARRAY[pg_catalog.format('REINDEX INDEX CONCURRENTLY %s;', indexrelid::pg_catalog.regclass),
               pg_catalog.format('DROP INDEX CONCURRENTLY %s;', indexrelid::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_index
    JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
    JOIN pg_catalog.pg_class AS of_table ON of_table.oid = indrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = of_table.relnamespace
   WHERE NOT indisvalid AND class.relkind = 'i' AND indrelid = ANY ($1)
  UNION ALL
  SELECT ${plainNameSql("nspname", "relname")}, NULL,
         pg_catalog.jsonb_build_object('code', 'not null not validated', 'columns', ARRAY[attname]),
         ARRAY[pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I;', conrelid::pg_catalog.regclass, conname),
               pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', conrelid::pg_catalog.regclass, attname)]
    FROM pg_catalog.pg_constraint
    JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
    JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
   WHERE contype = 'n' AND NOT convalidated AND conrelid = ANY ($1)
   ORDER BY 1, 3`;
