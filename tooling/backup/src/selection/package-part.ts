import { quoteTable } from "@deepiri/database/without-client";
import { type Database, readMadeObjects, readOwnership } from "@deepiri/workspace";
import type pg from "pg";

/** What a package of the workspace has in a database. */
export interface PackagePart {
  readonly key: string;
  readonly name: string;
  readonly historySchema: string;
  /** Its tables, as `"schema"."name"`. */
  readonly tables: readonly string[];
  /** Its enum types, and the functions and sequences that its migrations make. */
  readonly others: readonly string[];
  /** Names of the migrations that were applied, in their order. */
  readonly migrations: readonly string[];
}

/** What each package of a workspace's database has in the database that the client is connected to. */
export async function readPackageParts(
  client: pg.Client,
  database: Database,
): Promise<PackagePart[]> {
  const { tables, enums } = readOwnership(database);
  const made = readMadeObjects(database);
  const parts: PackagePart[] = [];
  for (const { key, name, historySchema } of database.packages) {
    const of = (all: typeof tables | typeof enums): string[] =>
      [...all.values()]
        .filter(({ owner }) => owner.key === key)
        .map(({ declared }) => quoteTable(declared.schema, declared.object));
    const objects = made.filter(({ owner }) => owner.key === key);
    const migrations = await readApplied(client, historySchema);
    if (migrations === undefined) continue;
    const others = [...of(enums), ...objects.map((one) => quoteTable(one.schema, one.name))];
    parts.push({ key, name, historySchema, tables: of(tables), others, migrations });
  }
  return parts;
}

/** Undefined where the package was never migrated. */
async function readApplied(client: pg.Client, schema: string): Promise<string[] | undefined> {
  const history = quoteTable(schema, "_prisma_migrations");
  const { rows: found } = await client.query("SELECT pg_catalog.to_regclass($1) AS history", [
    history,
  ]);
  if (found[0].history === null) return undefined;
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${history}
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows.map(({ name }) => name);
}
