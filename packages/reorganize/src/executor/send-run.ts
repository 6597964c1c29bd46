import { isConstraintViolation } from "@deepiri/database/session";
import type pg from "pg";
import type { Alone, Batches, Run, StepId, Transaction } from "../plan/step.js";
import { StepFailedError } from "../session/errors.js";
import { isRefusal, refusalReason } from "../session/refusal.js";
import type { Session } from "../session/session.js";

/** SQL that records how far a run is; each commits together with the work it is about. */
export interface Records {
  /** After a run, or after the last batch of it. */
  readonly ended: (rows: number) => string;
  /** After a batch that is not the last, and before a statement that runs alone. */
  readonly reached: (cursor: unknown, rows: number) => string;
}

export interface RunOptions {
  readonly record: Records;
  /** How far an earlier attempt of the same run came. */
  readonly cursor: unknown;
  readonly batchSize: number;
  readonly onRows: (rows: number) => void;
  /** Repairs rows that were written meanwhile and break the rule. */
  readonly repair: (step: StepId) => Promise<void>;
  /** Aborting it stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends one run of a step. It may have been begun before, by a process that was killed. */
export async function sendRun(
  session: Session,
  name: string,
  run: Run,
  options: RunOptions,
): Promise<void> {
  switch (run.how) {
    case "batches":
      return withRepair(name, run.repairedBy, options, () =>
        sendBatches(session, name, run, options),
      );
    case "transaction":
      return withRepair(name, run.repairedBy, options, () =>
        sendTransaction(session, name, run, options),
      );
    case "alone":
      return withRepair(name, run.repairedBy, options, () =>
        sendAlone(session, name, run, options),
      );
  }
}

const repairs = 5;

// Between a repair and the rule that forbids what it repaired, programs may write more of the same.
async function withRepair(
  name: string,
  repairedBy: StepId | undefined,
  { repair }: RunOptions,
  send: () => Promise<void>,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const isRepairable = repairedBy !== undefined && isConstraintViolation(error);
      if (!isRepairable || attempt === repairs) throw failure(name, error);
      await repair(repairedBy);
    }
  }
}

async function sendTransaction(
  session: Session,
  name: string,
  { sql, silent, scans }: Transaction,
  { record }: RunOptions,
): Promise<void> {
  await session.transaction(name, [...sql, record.ended(0)], { silent, scans });
}

async function sendAlone(
  session: Session,
  name: string,
  { sql, isDone, cleanUp, concurrent }: Alone,
  { record }: RunOptions,
): Promise<void> {
  if (!(await ask(session, isDone))) {
    await session.transaction(name, [record.reached(null, 0)]);
    await session.alone(name, { sql, cleanUp, concurrent });
    if (!(await ask(session, isDone)))
      throw new StepFailedError(name, "the statement ran, but left nothing", "Run it again.", {
        next: ["apply"],
      });
  }
  await session.transaction(name, [record.ended(0)]);
}

async function ask(session: Session, question: string): Promise<boolean> {
  const [row] = await session.query<{ done: boolean }>(question);
  return row?.done === true;
}

async function sendBatches(
  session: Session,
  name: string,
  { first, next, silent }: Batches,
  options: RunOptions,
): Promise<void> {
  let { cursor } = options;
  do {
    options.signal?.throwIfAborted();
    const batch = await session.inTransaction(
      name,
      { silent, scans: true, walks: true },
      (client) => readBatch(client, cursor === null ? first : next, cursor, options.batchSize),
      ({ cursor: reached, rows }) => [
        reached === null ? options.record.ended(rows) : options.record.reached(reached, rows),
      ],
    );
    cursor = batch.cursor;
    options.onRows(batch.rows);
  } while (cursor !== null);
}

/** Does one batch, and gives what it came to. */
export async function readBatch(
  client: pg.Client,
  sql: string,
  cursor: unknown,
  size: number,
): Promise<{ readonly cursor: unknown; readonly rows: number }> {
  const values = [cursor === null ? null : JSON.stringify(cursor), size];
  const { rows } = await client.query<{ cursor: unknown; rows: string }>(sql, values);
  return { cursor: rows[0]?.cursor ?? null, rows: Number(rows[0]?.rows ?? 0) };
}

function failure(name: string, cause: unknown): StepFailedError {
  const { schema, table, constraint } = cause as Record<string, string | undefined>;
  const where = table ? ` on ${schema}.${table}${constraint ? ` (${constraint})` : ""}` : "";
  return new StepFailedError(
    name,
    `${refusalReason(cause)}${where}`,
    "Nothing of it was done. Look at the rows, then go on, or roll back.",
    { cause, next: ["apply", "rollback"] },
  );
}
