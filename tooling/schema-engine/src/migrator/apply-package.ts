import { type Migration, readMigrations, type TablePackage } from "@deepiri/workspace";
import { openEngine } from "../engine/open-engine.js";
import type { StatementFailure } from "../engine/statement-failure.js";
import { MigrationFailedError } from "./errors.js";
import { migrationList } from "./migration-list.js";

/** One migration that this run applied. */
export interface AppliedMigration {
  readonly name: string;
  readonly milliseconds: number;
}

/** Told before and after each migration, and asked about one that failed. */
export interface ApplyListener {
  started(migration: Migration): void;
  finished(migration: Migration, milliseconds: number): void;
  /** Whether the failure only shows that the migration had been done before. */
  isDone(migration: Migration, failure: StatementFailure | undefined): Promise<boolean>;
}

/**
 * Applies the pending migrations of one package, each in a transaction of its own with its history
 * row. The caller holds the migration lock and has made the history table.
 *
 * @throws MigrationFailedError for the first one that the server refuses; those before it stay
 */
export async function applyPackage(
  tablePackage: TablePackage,
  pending: readonly Migration[],
  url: string,
  listener: ApplyListener,
): Promise<AppliedMigration[]> {
  const engine = await openEngine({ url, historySchema: tablePackage.historySchema });
  const onDisk = readMigrations(tablePackage);
  const applied: AppliedMigration[] = [];
  try {
    for (const migration of pending) {
      listener.started(migration);
      const begin = performance.now();
      // The engine applies whatever of its list is pending: a list that ends here applies just one.
      const upToHere = onDisk.slice(0, onDisk.findIndex(({ name }) => name === migration.name) + 1);
      await engine
        .applyMigrations({
          migrationsList: migrationList(tablePackage, upToHere),
          filters: { externalTables: [], externalEnums: [] },
        })
        .catch(async (cause: unknown) => {
          if (await listener.isDone(migration, engine.lastFailure)) return;
          throw new MigrationFailedError(
            tablePackage,
            migration,
            engine.lastFailure ?? { message: messageOf(cause) },
            { cause },
          );
        });
      const milliseconds = performance.now() - begin;
      applied.push({ name: migration.name, milliseconds });
      listener.finished(migration, milliseconds);
    }
    return applied;
  } finally {
    await engine.dispose();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
