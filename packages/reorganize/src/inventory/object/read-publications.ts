import type { Reader } from "../catalogue.js";
import { rowsOf } from "../group-by-table.js";

export interface Publication {
  readonly name: string;
  /** Whether it takes in every table, those made later too. */
  readonly allTables: boolean;
  /** What it publishes now, as `schema.table`. */
  readonly tables: readonly string[];
}

/** Every publication. */
export async function readPublications(reader: Reader): Promise<Publication[]> {
  const answer = await reader.query(`
    SELECT pubname AS name, puballtables AS "allTables",
           ARRAY(SELECT published.schemaname || '.' || published.tablename
                   FROM pg_catalog.pg_publication_tables AS published
                  WHERE published.pubname = publication.pubname ORDER BY 1) AS tables
      FROM pg_catalog.pg_publication AS publication
     ORDER BY 1`);
  return rowsOf<Publication>(answer);
}
