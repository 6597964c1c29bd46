import type { OnWaiting } from "@deepiri/database/session";
import { isConnectionLost } from "@deepiri/database/session";
import { isChecksumOf, type Migration, type TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import { SessionLostError } from "../engine/errors.js";
import { describeFailure, failureText } from "../engine/statement-failure.js";
import { applyPart } from "./apply-part.js";
import { EditedHalfwayError, LockWaitError, MigrationFailedError } from "./errors.js";
import {
  beginRow,
  checksumOf,
  type Earlier,
  type HistoryRow,
  recordFailure,
  resumeRow,
} from "./history-row.js";
import { PartFailedError } from "./part-failed-error.js";
import { readScript, type Script } from "./script.js";
import { type ApplySession, refresh } from "./session.js";
import { PartWaitError } from "./underway.js";

/** How to apply the migrations of a package. */
export interface ApplyOptions {
  readonly package: TablePackage;
  /** Of the login, for a look who is in the way. */
  readonly url: string;
  /** How long a part may wait for locks in all. */
  readonly lockWaitMs: number;
  /** Called while a statement of that line or one after it waits. */
  readonly onBlocked: (line: number, ...waiting: Parameters<OnWaiting>) => void;
  /** Called when a migration goes on at that line. */
  readonly onResumed: (line: number) => void;
}

/**
 * Applies one migration, part by part, each of which is one transaction with the history row that says
 * how far it is. Where it was begun before, it goes on with the first statement that is not done.
 *
 * @throws MigrationFailedError, LockWaitError; the parts before stay done
 */
export async function applyMigration(
  session: ApplySession,
  migration: Migration,
  earlier: Earlier | undefined,
  options: ApplyOptions,
): Promise<void> {
  const { client } = session;
  const script = await readScript(migration.sql);
  const resumed = earlier && earlier.steps > 0 ? earlier : undefined;
  let done = (resumed && doneBefore(script, migration, resumed)) ?? 0;
  await refresh(client, 0);
  const schema = options.package.historySchema;
  const row = resumed
    ? await resumeRow(client, { schema, id: resumed.id })
    : await beginRow(client, schema, migration);
  if (resumed) options.onResumed(lineOf(script, done));
  let tried = earlier;
  do {
    const run = {
      ...session,
      script,
      migration,
      row,
      earlier: tried,
      ...partOptions(script, done, options),
    };
    done = await applyPart(run, done).catch((error) =>
      explain(error, { client, row, script, migration, done, options }),
    );
    tried = undefined;
  } while (done < script.statements.length);
}

function partOptions(script: Script, done: number, { url, lockWaitMs, onBlocked }: ApplyOptions) {
  const onWaiting: OnWaiting = (...waiting) => onBlocked(lineOf(script, done), ...waiting);
  return { url, lockWaitMs, onWaiting };
}

/** @throws EditedHalfwayError when the statements of a file that are done are not those that stand there now */
export async function assertUnedited(
  migration: Migration,
  { steps, checksum }: Pick<Earlier, "steps" | "checksum">,
  tablePackage: TablePackage,
): Promise<void> {
  const script = await readScript(migration.sql);
  if (doneBefore(script, migration, { steps, checksum }) === undefined)
    throw new EditedHalfwayError(tablePackage, migration, steps);
}

/** How many statements were done before; undefined when the text up to there is not what it was. */
function doneBefore(
  script: Script,
  migration: Migration,
  { steps, checksum }: Pick<Earlier, "steps" | "checksum">,
): number | undefined {
  if (steps === 0) return 0;
  // Prisma's engine counts a whole file as one step, and writes down only then that it is finished.
  if (isChecksumOf(migration, checksum)) return script.statements.length;
  const isSame = steps <= script.statements.length && checksumOf(script, steps) === checksum;
  return isSame ? steps : undefined;
}

function lineOf({ statements }: Script, at: number): number {
  return statements[at]?.line ?? 1;
}

interface Failed {
  readonly client: pg.ClientBase;
  readonly row: HistoryRow;
  readonly script: Script;
  readonly migration: Migration;
  readonly done: number;
  readonly options: ApplyOptions;
}

/** Writes into the history why a part failed, and says it. */
async function explain(error: unknown, failed: Failed): Promise<never> {
  const { client, row, script, migration, done, options } = failed;
  const line = lineOf(script, done);
  if (error instanceof PartWaitError) {
    const { given, cause } = error;
    await keepLogs(client, row, failureText(describeFailure(cause)));
    const kept = `Nothing from line ${line} on was done${done > 0 ? ", and what stands before it is kept" : ""}`;
    throw new LockWaitError(`migration ${migration.name} of ${options.package.key}`, kept, given, {
      cause,
    });
  }
  const failure = failureOf(error);
  if (!isConnectionLost(error)) await keepLogs(client, row, failureText(failure));
  const keptUntil = done > 0 ? line : undefined;
  throw new MigrationFailedError(options.package, migration, failure, keptUntil, { cause: error });
}

function failureOf(error: unknown) {
  if (error instanceof PartFailedError) return error.failure;
  return describeFailure(isConnectionLost(error) ? new SessionLostError() : error);
}

// What cannot be written down now must not hide what went wrong.
async function keepLogs(client: pg.ClientBase, row: HistoryRow, logs: string): Promise<void> {
  await refresh(client, 0)
    .then(() => recordFailure(client, row, logs))
    .catch(() => {});
}
