import { connectOnce } from "@deepiri/database/without-client";
import type {
  DiagnoseMigrationHistoryInput,
  DiagnoseMigrationHistoryOutput,
} from "@prisma/schema-engine-wasm";
import { HalfReplacedError, HistoryMismatchError } from "../migrator/errors.js";
import { withoutTrace } from "../migrator/failure-log.js";
import { type PackageStatus, readStatus } from "../migrator/status.js";
import type { Bridge } from "./bridge.js";
import { packageOf } from "./package-of.js";

/**
 * Answers `migrate status` in such a way that the CLI hides nothing: by itself it is silent about a
 * failed migration that is also pending, an edited file, and an applied migration that is gone.
 */
export async function diagnoseHistory(
  bridge: Bridge,
  input: DiagnoseMigrationHistoryInput,
): Promise<DiagnoseMigrationHistoryOutput> {
  const diagnosis = await (await bridge.engine()).diagnoseMigrationHistory(input);
  const status = await statusOf(bridge.url, input.migrationsList.baseDir);
  const failed = diagnosis.failedMigrationNames;
  if (failed.length > 0) bridge.print(describeFailures(status));
  const edited = status.edited.map(({ name }) => name);
  if (edited.length + status.missing.length > 0)
    throw new HistoryMismatchError(status.package, edited, status.missing);
  const [half] = status.halfReplaced;
  if (half) throw new HalfReplacedError(status.package, half);
  // With a history that is merely behind, the CLI would stop before it comes to the failed ones.
  if (failed.length > 0) return { ...diagnosis, history: null };
  return status.unrecorded.length > 0 ? { ...diagnosis, history: historyOf(status) } : diagnosis;
}

// Prisma's engine knows of no migration that replaces others.
function historyOf({ pending }: PackageStatus): DiagnoseMigrationHistoryOutput["history"] {
  const unappliedMigrationNames = pending.map(({ name }) => name);
  if (unappliedMigrationNames.length === 0) return null;
  return { diagnostic: "databaseIsBehind", unappliedMigrationNames };
}

async function statusOf(url: string, directory: string): Promise<PackageStatus> {
  const [, tablePackage] = packageOf(directory);
  const client = await connectOnce(url);
  try {
    const [status] = await readStatus(client, [tablePackage]);
    return status as PackageStatus;
  } finally {
    await client.end();
  }
}

function describeFailures({ failed, pending }: PackageStatus): string {
  const names = failed.map(({ name }) => name);
  const waiting = pending.filter(({ name }) => !names.includes(name));
  return [
    ...failed.map(
      ({ name, logs }) => `${name} failed: ${logs ? withoutTrace(logs) : "it was interrupted"}`,
    ),
    ...waiting.map(({ name }) => `${name} is not yet applied`),
    "Mend the failed migration and run `pnpm db:migrate`, or resolve it by hand:",
  ].join("\n");
}
