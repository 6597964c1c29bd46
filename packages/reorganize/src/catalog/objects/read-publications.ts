import type { Queryable } from "../../session/queryable.js";
import { plainNameSql } from "../table-name.js";

export interface Publication {
  readonly name: string;
  /** Whether it takes in every table, those made later too. */
  readonly allTables: boolean;
  /** Schemas of which it takes in every table, those made later too. */
  readonly schemas: readonly string[];
  /** Tables that it names, as `schema.table`: it publishes them wherever they go. */
  readonly named: readonly string[];
  /** What it publishes now, as `schema.table`. */
  readonly tables: readonly string[];
}

/** Every publication. */
export async function readPublications(reader: Queryable): Promise<Publication[]> {
  return reader.query<Publication>(`
    SELECT pubname AS name, puballtables AS "allTables",
           ARRAY(SELECT nspname::text FROM pg_catalog.pg_publication_namespace
                   JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pnnspid
                  WHERE pnpubid = publication.oid ORDER BY 1) AS schemas,
           ARRAY(SELECT ${plainNameSql("nspname", "relname")} FROM pg_catalog.pg_publication_rel
                   JOIN pg_catalog.pg_class AS class ON class.oid = prrelid
                   JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
                  WHERE prpubid = publication.oid ORDER BY 1) AS named,
           ARRAY(SELECT ${plainNameSql("published.schemaname", "published.tablename")}
                   FROM pg_catalog.pg_publication_tables AS published
                  WHERE published.pubname = publication.pubname ORDER BY 1) AS tables
      FROM pg_catalog.pg_publication AS publication
     ORDER BY 1`);
}
