import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { grantedToSql } from "../../catalog/objects/grantee-sql.js";

import type { Queryable } from "../../session/queryable.js";
import type { ColumnAttribute } from "./conversion.js";

/**
 * What a column has besides its type, default and indexes, as the statements that give it to a new
 * one: comments (those of its indexes and constraints too), rights, statistics settings, extended
 * statistics.
 */
export async function readColumnAttributes(
  reader: Queryable,
  table: Pick<Table, "oid" | "schema" | "name">,
  column: string,
): Promise<ColumnAttribute[]> {
  const names = [sqlName(table), quoteIdentifier(column), table.schema];
  return await reader.query<ColumnAttribute>(question, [table.oid, column, ...names]);
}

const question = `
  WITH place AS (
    SELECT * FROM pg_catalog.pg_attribute WHERE attrelid = $1::oid AND attname = $2),
  belonging (of, "ofOldType", sql) AS (
    SELECT NULL, false, pg_catalog.format('COMMENT ON COLUMN %s.%s IS %L', $3::text, $4::text, words)
      FROM place, pg_catalog.col_description(attrelid, attnum) AS words WHERE words IS NOT NULL
    UNION ALL
    SELECT NULL, false, pg_catalog.format('GRANT %s (%s) ON %s TO %s', privilege_type, $4, $3,
             ${grantedToSql})
      FROM place, pg_catalog.aclexplode(attacl)
    UNION ALL
    SELECT NULL, false, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %s SET STATISTICS %s', $3, $4, attstattarget)
      FROM place WHERE attstattarget >= 0
    UNION ALL
    SELECT NULL, false, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %s SET (%s)', $3, $4,
             pg_catalog.array_to_string(attoptions, ', '))
      FROM place WHERE attoptions IS NOT NULL
    UNION ALL
    SELECT NULL, true, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %s SET STORAGE %s', $3, $4,
             CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
      FROM place JOIN pg_catalog.pg_type AS type ON type.oid = atttypid WHERE attstorage <> typstorage
    UNION ALL
    SELECT NULL, true, pg_catalog.format('ALTER TABLE %s ALTER COLUMN %s SET COMPRESSION %s', $3, $4,
             CASE attcompression WHEN 'p' THEN 'pglz' ELSE 'lz4' END)
      FROM place WHERE attcompression <> ''
    UNION ALL
    SELECT NULL, false, made FROM place JOIN pg_catalog.pg_statistic_ext AS extended
        ON stxrelid = attrelid AND EXISTS (
             SELECT FROM pg_catalog.pg_depend
              WHERE classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND objid = extended.oid
                AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = attrelid AND refobjsubid = attnum),
           pg_catalog.format('%s.%I', stxnamespace::pg_catalog.regnamespace, stxname) AS own,
           pg_catalog.obj_description(extended.oid, 'pg_statistic_ext') AS words,
           LATERAL (VALUES (pg_catalog.pg_get_statisticsobjdef(extended.oid)),
             (CASE WHEN stxstattarget >= 0 THEN pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', own, stxstattarget) END),
             (CASE WHEN words IS NOT NULL THEN pg_catalog.format('COMMENT ON STATISTICS %s IS %L', own, words) END)) AS each (made)
     WHERE made IS NOT NULL
    UNION ALL
    SELECT conname::text, false, pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, $3, words)
      FROM place JOIN pg_catalog.pg_constraint AS con ON conrelid = attrelid AND attnum = ANY (conkey),
           pg_catalog.obj_description(con.oid, 'pg_constraint') AS words
     WHERE contype IN ('p', 'u', 'c') AND words IS NOT NULL
    UNION ALL
    SELECT relname::text, false, pg_catalog.format('COMMENT ON INDEX %I.%I IS %L', $5::text, relname, words)
      FROM place JOIN pg_catalog.pg_index ON indrelid = attrelid
      JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid,
           pg_catalog.obj_description(class.oid, 'pg_class') AS words
     WHERE words IS NOT NULL)
  SELECT of, "ofOldType", sql FROM belonging`;
