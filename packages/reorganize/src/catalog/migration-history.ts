import { quoteTable } from "@deepiri/database";
import { readMigrations, type TablePackage } from "@deepiri/workspace";
import type { Queryable } from "../session/queryable.js";
import { plainName } from "./table-name.js";

/** A migration as Prisma's history has it. */
export interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
  readonly steps: number;
}

/** Name of the table in which a package records its migrations, in its history schema. */
export const historyTable = "_prisma_migrations";

/** Names of the tables in which the packages record their migrations, as `schema.table`. */
export function historyTables(historySchemas: readonly string[]): string[] {
  return historySchemas.map((schema) => plainName({ schema, name: historyTable }));
}

/** The applied migrations in a history schema; none where it has no history. */
export async function readHistory(reader: Queryable, schema: string): Promise<HistoryRow[]> {
  const [there] = await reader.query<{ is: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS is",
    [quoteTable(schema, historyTable)],
  );
  if (!there?.is) return [];
  return reader.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, applied_steps_count AS steps
       FROM ${quoteTable(schema, historyTable)}
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
}

/** The migrations that the packages' own histories know, as `package/migration`. */
export async function readRecorded(
  here: Queryable,
  packages: readonly TablePackage[],
): Promise<Set<string>> {
  const recorded = new Set<string>();
  for (const { key, historySchema } of packages)
    for (const { name } of await readHistory(here, historySchema)) recorded.add(`${key}/${name}`);
  return recorded;
}

/** Keys of the packages whose every migration is in their own history: their tables are as they should be. */
export function migratedPackages(
  packages: readonly TablePackage[],
  recorded: ReadonlySet<string>,
): Set<string> {
  const isMigrated = (one: TablePackage): boolean =>
    readMigrations(one).every(({ name }) => recorded.has(`${one.key}/${name}`));
  return new Set(packages.filter(isMigrated).map(({ key }) => key));
}
