import type { Queryable } from "../../session/queryable.js";
import { plainNameSql } from "../table-name.js";

export interface Publication {
  readonly name: string;
  /** Whether it takes in every table, those made later too. */
  readonly allTables: boolean;
  /** What it publishes now, as `schema.table`. */
  readonly tables: readonly string[];
}

/** Every publication. */
export async function readPublications(reader: Queryable): Promise<Publication[]> {
  return reader.query<Publication>(`
    SELECT pubname AS name, puballtables AS "allTables",
           ARRAY(SELECT ${plainNameSql("published.schemaname", "published.tablename")}
                   FROM pg_catalog.pg_publication_tables AS published
                  WHERE published.pubname = publication.pubname ORDER BY 1) AS tables
      FROM pg_catalog.pg_publication AS publication
     ORDER BY 1`);
}
