import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about columns of these tables whose values are objects of the database, such as regclass: such a value is
 * stored by number and read by name, so it reads otherwise once what it names has moved, and no comparison
 * could tell that from a lost one.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseObjectNames(copy: Queryable, tables: readonly Table[]): Promise<void> {
  await refuseFound(copy, question, [tables.map(({ oid }) => oid)]);
}

// Types that an oid is taken for without a word, and arrays of them.
const question = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, ARRAY[attname::text] AS columns,
         pg_catalog.jsonb_build_object('code', 'names an object', 'type', pg_catalog.format_type(atttypid, NULL)) AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I TYPE text USING %2$I::text;', attrelid::pg_catalog.regclass, attname)] AS choices
    FROM pg_catalog.pg_attribute
    JOIN pg_catalog.pg_type AS type ON type.oid = atttypid
    JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE attrelid = ANY ($1) AND attnum > 0 AND NOT attisdropped
     AND EXISTS (SELECT FROM pg_catalog.pg_cast
                  WHERE castsource = 'pg_catalog.oid'::pg_catalog.regtype AND casttarget IN (type.oid, NULLIF(typelem, 0))
                    AND castmethod = 'b' AND castcontext = 'i')
   ORDER BY 1, 2`;
