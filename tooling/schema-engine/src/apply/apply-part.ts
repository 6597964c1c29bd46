import { sqlState } from "@deepiri/database";
import {
  type GivenUp,
  isConnectionLost,
  lockTimeoutMs,
  type OnWaiting,
  patiently,
} from "@deepiri/database/session";
import type { Statement } from "@deepiri/sql";
import type { Migration } from "@deepiri/workspace";
import type pg from "pg";
import { SendError, sendScript } from "../engine/send-script.js";
import {
  describeFailure,
  errorOffset,
  placeAt,
  type StatementFailure,
} from "../engine/statement-failure.js";
import { migrationApplicationName } from "../lock/migration-lock.js";
import { clearAfterCutOff } from "./cut-off.js";
import { type HistoryRow, recordSql } from "./history-row.js";
import { type Part, partFrom, type Script, startOf, textOf } from "./script.js";
import { type ApplySession, refresh } from "./session.js";
import { isConcurrent, isSetting } from "./statement-kind.js";

/** A migration under way. */
export interface Underway extends ApplySession {
  readonly script: Script;
  readonly migration: Migration;
  readonly row: HistoryRow;
  /** Nobody knows what became of the first statement of the part when it was tried before. */
  readonly wasCutOff: boolean;
  readonly url: string;
  readonly lockWaitMs: number;
  readonly onWaiting: OnWaiting;
}

/** A statement of a part failed; nothing of the part remains. */
export class PartFailedError extends Error {
  override readonly name = "PartFailedError";
  constructor(
    readonly failure: StatementFailure,
    options: ErrorOptions,
  ) {
    super(failure.message, options);
  }
}

/** Others held the locks of a part for too long; nothing of it remains. */
export class PartWaitError extends Error {
  override readonly name = "PartWaitError";
  constructor(readonly given: GivenUp) {
    super("others hold the locks", {
      cause: given.cause instanceof SendError ? given.cause.cause : given.cause,
    });
  }
}

/**
 * Applies the part that begins with a statement, and records it. Where the server refuses to run a
 * statement in this transaction, the part ends before it, or is that statement alone.
 *
 * @returns how many statements of the file are done then
 */
export async function applyPart(run: Underway, from: number): Promise<number> {
  for (let part = partFrom(run.script, from); ; ) {
    const refusedAt = await transact(run, part);
    if (refusedAt === undefined) return part.to;
    if (refusedAt === from || run.script.isWhole) {
      const alone = run.script.isWhole ? part : { from, to: from + 1 };
      await sendAlone(run, alone);
      return alone.to;
    }
    part = { from, to: refusedAt };
  }
}

/**
 * Runs a part and the update of its history row as one transaction.
 *
 * @returns the statement that the server refuses to run in it, if there is one
 */
async function transact(run: Underway, part: Part): Promise<number | undefined> {
  const { script, row, migration } = run;
  const settings = settingsBefore(script, part);
  const before = settings.map(({ text }) => `${text};\n`).join("");
  // The line break ends a comment on the last line, the semicolon the last statement.
  const record = `\n;RESET ROLE;\n${recordSql(row, script, migration, part.to)}`;
  const attempt = async (client: pg.ClientBase): Promise<void> => {
    await refresh(client, script.isWhole ? 0 : lockTimeoutMs);
    await sendScript(client, before + textOf(script, part) + record);
  };
  try {
    await (script.isWhole ? attempt(run.client) : patientlyIn(run, attempt));
    return undefined;
  } catch (error) {
    if (!(error instanceof SendError) || isConnectionLost(error)) throw error;
    const at = part.from + error.done.length - settings.length;
    if (at >= part.from && canEndBefore(error, at > part.from)) return at;
    throw failedAt(error, { script, part, before, at });
  }
}

// A new value of an enum can be used once the statement that adds it is committed; what no transaction
// may hold can be sent alone.
function canEndBefore({ isRefusal, code }: SendError, hasOthersBefore: boolean): boolean {
  return isRefusal && (hasOthersBefore || code === sqlState.activeSqlTransaction);
}

/** Runs a part without a transaction around it, and records it. What was cut off half way is cleared away. */
async function sendAlone(run: Underway, part: Part): Promise<void> {
  const { script, row, migration } = run;
  const alone = aloneIn(run, part);
  let mayBeDone = run.wasCutOff;
  let isAgain = run.wasCutOff;
  const attempt = async (client: pg.ClientBase): Promise<void> => {
    await alone.prepare(client);
    const isDone = isAgain && (await alone.clear(client, mayBeDone));
    [isAgain, mayBeDone] = [true, false];
    if (!isDone) await sendScript(client, textOf(script, part));
    await refresh(client, 0);
    await client.query(recordSql(row, script, migration, part.to));
  };
  try {
    await (script.isWhole ? attempt(run.client) : patientlyIn(run, attempt, alone.waitsLong));
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    // What cannot be cleared away now is when the migration goes on.
    await alone
      .prepare(run.client)
      .then(() => alone.clear(run.client, false))
      .catch(() => {});
    if (!(error instanceof SendError)) throw error;
    throw failedAt(error, { script, part, before: "", at: part.from + error.done.length });
  }
}

function aloneIn({ script, lockWaitMs }: Underway, part: Part) {
  const statement = script.isWhole ? undefined : script.statements[part.from];
  const waitsLong = statement !== undefined && isConcurrent(statement);
  const settings = settingsBefore(script, part).map(({ text }) => `${text};\n`);
  return {
    waitsLong,
    prepare: async (client: pg.ClientBase): Promise<void> => {
      await refresh(client, script.isWhole ? 0 : waitsLong ? lockWaitMs : lockTimeoutMs);
      if (settings.length > 0) await client.query(settings.join(""));
    },
    clear: async (client: pg.ClientBase, mayBeDone: boolean): Promise<boolean> =>
      statement !== undefined && clearAfterCutOff(client, statement, mayBeDone),
  };
}

/** What a file SETs holds for its parts after that, also where the run that did those before is gone. */
function settingsBefore({ statements, isWhole }: Script, { from }: Part): readonly Statement[] {
  return isWhole ? [] : statements.slice(0, from).filter(isSetting);
}

function patientlyIn(
  { client, pid, url, lockWaitMs, onWaiting }: Underway,
  attempt: (client: pg.ClientBase) => Promise<void>,
  waitsLong = false,
): Promise<void> {
  return patiently(
    {
      connect: async () => client,
      watch: () => ({
        url,
        applicationName: migrationApplicationName,
        pid,
        tell: onWaiting,
        everyMs: 2_000,
      }),
      waitsLong,
      isOver: (_attempts, waitedMs) => waitedMs >= lockWaitMs,
      refusal: (given) => new PartWaitError(given),
    },
    attempt,
  );
}

interface FailedPart {
  readonly script: Script;
  readonly part: Part;
  /** What was sent before the text of the part. */
  readonly before: string;
  /** The statement that failed. */
  readonly at: number;
}

function failedAt({ cause }: SendError, { script, part, before, at }: FailedPart): PartFailedError {
  const offset = errorOffset(cause, before + textOf(script, part));
  const place =
    offset === undefined || offset < before.length
      ? { line: script.statements[at]?.line, column: undefined }
      : placeAt(script.sql, startOf(script, part.from) + offset - before.length);
  return new PartFailedError(describeFailure(cause, place), { cause });
}
