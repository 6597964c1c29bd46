import type { Reader } from "./reader.js";

export interface ForeignKeyRow {
  readonly oid: number;
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: number;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
  readonly isValidated: boolean;
  readonly comment: string | null;
}

/** Foreign keys of these tables. Those that PostgreSQL keeps for single partitions are left out. */
export function readForeignKeys(
  reader: Reader,
  tables: readonly number[],
): Promise<ForeignKeyRow[]> {
  return reader.query<ForeignKeyRow>(
    `
    SELECT con.conrelid::int AS oid, con.conname AS name, con.confrelid::int AS target,
           ${columnNames("con.conrelid", "con.conkey")} AS columns,
           ${columnNames("con.confrelid", "con.confkey")} AS "targetColumns",
           CASE con.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                                WHEN 'n' THEN 'set null' ELSE 'set default' END AS "onDelete",
           con.convalidated AS "isValidated", pg_catalog.obj_description(con.oid, 'pg_constraint') AS comment
      FROM pg_catalog.pg_constraint AS con
     WHERE con.conrelid = ANY ($1) AND con.confrelid = ANY ($1) AND con.contype = 'f' AND con.conparentid = 0
     ORDER BY con.conrelid, con.conname`,
    [tables],
  );
}

function columnNames(table: string, numbers: string): string {
  return `ARRAY(SELECT attname::text FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS key (number, position)
                  JOIN pg_catalog.pg_attribute ON attrelid = ${table} AND attnum = key.number ORDER BY key.position)`;
}
