import type { Migration } from "@deepiri/workspace";
import { type ApplyOptions, applyMigration } from "../apply/apply-migration.js";
import type { Earlier } from "../apply/history-row.js";
import type { ApplySession } from "../apply/session.js";
import { prepareHistory } from "../engine/history.js";

/** One migration that this run applied. */
export interface AppliedMigration {
  readonly name: string;
  readonly milliseconds: number;
}

/** Told before and after each migration, and while one waits. */
export interface ApplyListener {
  started(migration: Migration): void;
  resumed(migration: Migration, line: number): void;
  blocked(migration: Migration, ...waiting: Parameters<ApplyOptions["onBlocked"]>): void;
  finished(migration: Migration, milliseconds: number): void;
}

/**
 * Applies the pending migrations of one package, after what was begun `earlier` of each. The caller holds
 * the migration lock.
 *
 * @throws MigrationFailedError, LockWaitError for the first that cannot be done; those before it stay
 */
export async function applyPackage(
  session: ApplySession,
  pending: readonly [Migration, Earlier | undefined][],
  options: Pick<ApplyOptions, "package" | "url" | "lockWaitMs">,
  listener: ApplyListener,
): Promise<AppliedMigration[]> {
  await prepareHistory(session.client, options.package.historySchema);
  const applied: AppliedMigration[] = [];
  for (const [migration, earlier] of pending) {
    listener.started(migration);
    const begin = performance.now();
    await applyMigration(session, migration, earlier, {
      ...options,
      onBlocked: (...waiting) => listener.blocked(migration, ...waiting),
      onResumed: (line) => listener.resumed(migration, line),
    });
    const milliseconds = performance.now() - begin;
    applied.push({ name: migration.name, milliseconds });
    listener.finished(migration, milliseconds);
  }
  return applied;
}
