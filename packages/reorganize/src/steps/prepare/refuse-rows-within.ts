import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about columns that hold whole rows of these tables, by themselves or within arrays, domains and other
 * types. A column of the table that is dropped, or made again at its end, is another one within such a value.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseRowsWithin(copy: Queryable, tables: readonly Table[]): Promise<void> {
  await refuseFound(copy, question, [tables.map(({ oid }) => oid)]);
}

const question = `
  WITH RECURSIVE part (type, whole) AS MATERIALIZED (
    SELECT typelem, oid FROM pg_catalog.pg_type WHERE typelem <> 0
    UNION ALL SELECT typbasetype, oid FROM pg_catalog.pg_type WHERE typbasetype <> 0
    UNION ALL
    SELECT atttypid, reltype FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND reltype <> 0),
  made (source, type) AS (
    SELECT oid, reltype FROM pg_catalog.pg_class WHERE oid = ANY ($1)
    UNION SELECT source, whole FROM made JOIN part USING (type))
  SELECT ${plainNameSql("spaces.nspname", "source.relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'rows within rows', 'column', pg_catalog.format('%s.%I', holder.oid::pg_catalog.regclass, attname)) AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I TYPE jsonb USING to_jsonb(%2$I);', holder.oid::pg_catalog.regclass, attname)] AS choices
    FROM made
    JOIN pg_catalog.pg_class AS source ON source.oid = made.source
    JOIN pg_catalog.pg_namespace AS spaces ON spaces.oid = source.relnamespace
    JOIN pg_catalog.pg_attribute ON atttypid = type AND attnum > 0 AND NOT attisdropped
    JOIN pg_catalog.pg_class AS holder ON holder.oid = attrelid AND holder.relkind IN ('r', 'm')
   ORDER BY 1, 3`;
