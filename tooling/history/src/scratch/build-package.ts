import { MigrationFailedError, migrationList } from "@deepiri/schema-engine";
import { openEngine } from "@deepiri/schema-engine/engine";
import { dependencySql, type Migration, type TablePackage } from "@deepiri/workspace";

/**
 * Builds on an empty database what a package depends on, and then the package itself by these
 * migrations, as a migration run does it: each is a transaction, if PostgreSQL lets it be one.
 *
 * @throws MigrationFailedError for the first one that the server refuses
 */
export async function buildPackage(
  url: string,
  tablePackage: TablePackage,
  migrations: readonly Migration[],
): Promise<void> {
  await buildDependencies(url, tablePackage);
  await addPackage(url, tablePackage, migrations);
}

/** The same on a database that holds what the package depends on. */
export async function addPackage(
  url: string,
  tablePackage: TablePackage,
  migrations: readonly Migration[],
): Promise<void> {
  const engine = await openEngine({ url, historySchema: tablePackage.historySchema });
  try {
    await engine.applyMigrations({
      migrationsList: migrationList(tablePackage, migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
  } catch (cause) {
    const failed = migrations.find(({ name }) => name === engine.lastFailure?.migration);
    if (!failed || !engine.lastFailure) throw cause;
    throw new MigrationFailedError(tablePackage, failed, engine.lastFailure, undefined, { cause });
  } finally {
    await engine.dispose();
  }
}

/** Builds on an empty database what a package depends on. */
export async function buildDependencies(url: string, tablePackage: TablePackage): Promise<void> {
  const script = dependencySql(tablePackage);
  if (script.trim() === "") return;
  const { historySchema } = tablePackage;
  const engine = await openEngine({ url, historySchema, disposable: true });
  try {
    await engine.dbExecute({ datasourceType: { tag: "url", url }, script });
  } finally {
    await engine.dispose();
  }
}
