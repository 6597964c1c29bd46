import type { Reader } from "./reader.js";

export interface IndexRow {
  readonly oid: number;
  readonly name: string;
  readonly definition: string;
  readonly isUnique: boolean;
  readonly isValid: boolean;
  readonly comment: string | null;
}

/** Indexes of these tables that belong to no constraint. */
export function readIndexes(reader: Reader, tables: readonly number[]): Promise<IndexRow[]> {
  return reader.query<IndexRow>(
    `
    SELECT indrelid::int AS oid, relname AS name, indisunique AS "isUnique", indisvalid AS "isValid",
           pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(indexrelid), '^.*? USING ', '') AS definition,
           pg_catalog.obj_description(indexrelid, 'pg_class') AS comment
      FROM pg_catalog.pg_index
      JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
     WHERE indrelid = ANY ($1)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
     ORDER BY indrelid, relname`,
    [tables],
  );
}
