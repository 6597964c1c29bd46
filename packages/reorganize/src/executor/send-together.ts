import type { Batches, Run } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { settings } from "../session/terms.js";
import { defaultBatchSize } from "./events.js";
import { type Records, readBatch, sendRun } from "./send-run.js";

/** A run of a step that nobody has begun. */
export interface Task {
  readonly name: string;
  readonly run: Run;
  readonly record: Records;
  /** SQL that is done with the last of its work, if any. */
  readonly last?: readonly string[];
}

/** Letters of one message, about. */
const mostLetters = 100_000;

/**
 * Sends many runs in few messages. Each of their transactions is what it is when it is sent by itself, but no answer
 * is waited for that nobody reads. Nothing is tried again and nothing repaired: that is for a scratch copy.
 *
 * @returns whether all is done; else the journal says what is
 */
export async function sendTogether(session: Session, tasks: readonly Task[]): Promise<boolean> {
  try {
    await sendAll(session, tasks);
    return true;
  } catch {
    await session.query("ROLLBACK").catch(() => {});
    return false;
  }
}

async function sendAll(session: Session, tasks: readonly Task[]): Promise<void> {
  let waiting: string[] = [];
  let letters = 0;
  const add = (...sql: readonly string[]): void => {
    waiting.push(...sql);
    letters += sql.reduce((sum, one) => sum + one.length, 0);
  };
  const send = async (): Promise<void> => {
    const script = waiting.join(";\n");
    [waiting, letters] = [[], 0];
    if (script !== "") await session.query(script);
  };
  const sendBatches = async ({ first, next, silent }: Batches, { record, last = [] }: Task) => {
    for (let cursor: unknown = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      add("BEGIN", ...settings({ silent, scans: true, walks: true }));
      await send();
      const client = await session.client();
      const batch = await readBatch(client, isFirst ? first : next, cursor, defaultBatchSize);
      cursor = batch.cursor;
      if (cursor === null) add(record.ended(batch.rows), ...last, "COMMIT");
      else add(record.reached(cursor, batch.rows), "COMMIT");
    }
  };
  for (const task of tasks) {
    const { name, run, record, last = [] } = task;
    if (run.how === "transaction")
      add("BEGIN", ...settings(run), ...run.sql, record.ended(0), ...last, "COMMIT");
    else if (run.how === "batches") await sendBatches(run, task);
    else {
      await send();
      await sendRun(session, name, run, { ...alone, record });
      add(...last);
    }
    if (letters > mostLetters) await send();
  }
  await send();
}

const alone = { cursor: null, batchSize: 0, onRows: () => {}, repair: async () => {} };
