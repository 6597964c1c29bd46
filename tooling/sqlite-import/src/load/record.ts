import type pg from "pg";
import { importSchema } from "./own-schema.js";
import type { SqliteImport } from "./result.js";

/** An import that is in a schema already. */
export interface ExistingImport {
  readonly schema: string;
  readonly file: string;
  readonly importedAt: Date;
  readonly rows: number;
  readonly tables: readonly string[];
}

/** SQL that makes the tables in which imports are recorded, for the owner alone. */
export const recordSql = [
  `CREATE SCHEMA IF NOT EXISTS ${importSchema}`,
  `REVOKE ALL ON SCHEMA ${importSchema} FROM PUBLIC`,
  `CREATE TABLE IF NOT EXISTS ${importSchema}.sqlite_files (
    schema_name text PRIMARY KEY, file text NOT NULL, sha256 text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(), tables text[] NOT NULL, rows bigint NOT NULL, result jsonb NOT NULL)`,
  `COMMENT ON TABLE ${importSchema}.sqlite_files IS 'SQLite files that were imported, one for each schema'`,
  `CREATE TABLE IF NOT EXISTS ${importSchema}.sqlite_originals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schema_name text NOT NULL REFERENCES ${importSchema}.sqlite_files ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_name text NOT NULL, column_name text NOT NULL, row_key jsonb NOT NULL, bytes bytea NOT NULL, reason text NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS sqlite_originals_schema_name_idx ON ${importSchema}.sqlite_originals (schema_name, table_name)`,
  `COMMENT ON TABLE ${importSchema}.sqlite_originals IS
    'Texts of SQLite files that PostgreSQL cannot hold, as their own bytes; in the cell U+FFFD stands for what it cannot hold'`,
].join(";\n");

/** What an earlier import has left in the schema. */
export async function readImport(
  client: pg.ClientBase,
  schema: string,
): Promise<ExistingImport | undefined> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT pg_catalog.to_regclass('${importSchema}.sqlite_files') IS NOT NULL AS there`,
  );
  if (!found[0]?.there) return undefined;
  const { rows } = await client.query<ExistingImport & { readonly rows: string }>(
    `SELECT schema_name AS schema, file, imported_at AS "importedAt", rows::text, tables
       FROM ${importSchema}.sqlite_files WHERE schema_name = $1`,
    [schema],
  );
  return rows[0] && { ...rows[0], rows: Number(rows[0].rows) };
}

/** Forgets the earlier import of the schema, with its originals. */
export async function forgetImport(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`DELETE FROM ${importSchema}.sqlite_files WHERE schema_name = $1`, [schema]);
}

export async function recordImport(client: pg.ClientBase, result: SqliteImport): Promise<void> {
  const { schema, file, sha256, rows, tables } = result;
  await client.query(
    `INSERT INTO ${importSchema}.sqlite_files (schema_name, file, sha256, tables, rows, result)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [schema, file, sha256, tables.map(({ table }) => table), rows, JSON.stringify(result)],
  );
}

/** How many originals of the schema are stored. */
export async function countOriginals(client: pg.ClientBase, schema: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT pg_catalog.count(*) AS count FROM ${importSchema}.sqlite_originals WHERE schema_name = $1`,
    [schema],
  );
  return Number(rows[0]?.count);
}
