import type { Reader } from "./reader.js";

/** A column of one of PostgreSQL's catalogs. */
export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  /** What its numbers stand for; null for a column that speaks for itself. */
  readonly refers: Reference | null;
}

/** To a row of a catalog by its oid, or to columns of a relation by their numbers. */
export type Reference =
  | { readonly to: "object"; readonly catalog: string; readonly isArray: boolean }
  | { readonly to: "columns"; readonly relation: string; readonly isArray: boolean };

/** One of PostgreSQL's catalogs, as this server has it. */
export interface CatalogTable {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  /** Columns of its primary key. */
  readonly key: readonly string[];
}

/**
 * The catalogs of a database: which there are, and what refers to what, the server says itself. Those of
 * the whole server are left out, and those that not every login may read, for all logins have to see the same.
 */
export async function readCatalogTables(reader: Reader): Promise<CatalogTable[]> {
  return reader.query<CatalogTable>(`
    WITH reference AS (
      SELECT fktable, fkcols[pg_catalog.cardinality(fkcols)] AS name, is_array AS "isArray",
             CASE WHEN pg_catalog.cardinality(fkcols) = 1 THEN pktable END AS catalog,
             CASE WHEN pg_catalog.cardinality(fkcols) = 2 THEN fkcols[1] END AS relation
        FROM pg_catalog.pg_get_catalog_foreign_keys()
       WHERE pkcols IN ('{oid}', '{attrelid,attnum}'))
    SELECT relname AS name,
           (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                     'name', attname, 'type', pg_catalog.format_type(atttypid, NULL),
                     'refers', CASE WHEN reference.catalog IS NOT NULL
                                    THEN pg_catalog.jsonb_build_object('to', 'object', 'catalog', reference.catalog, 'isArray', "isArray")
                                    WHEN reference.relation IS NOT NULL
                                    THEN pg_catalog.jsonb_build_object('to', 'columns', 'relation', reference.relation, 'isArray', "isArray") END)
                     ORDER BY attnum)
              FROM pg_catalog.pg_attribute LEFT JOIN reference ON fktable = class.oid AND reference.name = attname
             WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns,
           ARRAY(SELECT attname::text FROM pg_catalog.pg_index
                   JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                  WHERE indrelid = class.oid AND indisprimary ORDER BY attnum) AS key
      FROM pg_catalog.pg_class AS class
     WHERE relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND relkind = 'r' AND NOT relisshared
       AND EXISTS (SELECT FROM pg_catalog.aclexplode(relacl) WHERE grantee = 0 AND privilege_type = 'SELECT')
     ORDER BY relname`);
}
