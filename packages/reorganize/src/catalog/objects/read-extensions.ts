import type { Queryable } from "../../session/queryable.js";

export interface Extension {
  readonly name: string;
  readonly version: string;
  readonly schema: string;
}

/** Every extension but plpgsql, which every database has. */
export async function readExtensions(reader: Queryable): Promise<Extension[]> {
  return reader.query<Extension>(`
    SELECT extname AS name, extversion AS version, nspname AS schema
      FROM pg_catalog.pg_extension
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = extnamespace
     WHERE extname <> 'plpgsql'
     ORDER BY 1`);
}
