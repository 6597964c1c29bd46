import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about tables that inherit from another: the target has no such table, columns and rules that are
 * inherited cannot be changed by themselves, and whoever reads the other reads their rows.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseHeirs(copy: Queryable, tables: readonly Table[]): Promise<void> {
  await refuseFound(copy, question(), [tables.map(({ oid }) => oid)]);
}

/** The same of those that have columns of their own for inherited ones, as INHERIT leaves them: no copy can be made so. */
export async function refuseOwnColumns(reader: Queryable, tables: readonly Table[]): Promise<void> {
  const isOwn = `EXISTS (SELECT FROM pg_catalog.pg_attribute
                  WHERE attrelid = inhrelid AND attnum > 0 AND attislocal AND attinhcount > 0)`;
  await refuseFound(reader, question(isOwn), [tables.map(({ oid }) => oid)]);
}

const question = (condition = "true"): string => `
  SELECT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'inherits', 'from', inhparent::pg_catalog.regclass::text) AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s NO INHERIT %s;', inhrelid::pg_catalog.regclass, inhparent::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_inherits
    JOIN pg_catalog.pg_class AS class ON class.oid = inhrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE inhrelid = ANY ($1) AND NOT relispartition AND ${condition}
   ORDER BY 1, inhseqno`;
