import { isConnectionLost, lockTimeoutMs } from "@deepiri/database/session";
import type pg from "pg";
import { SendError, sendScript } from "../engine/send-script.js";
import { clearAfterCutOff } from "./cut-off.js";
import { recordSql } from "./history-row.js";
import { failedAt } from "./part-failed-error.js";
import { type Part, textOf } from "./script.js";
import { refresh } from "./session.js";
import { isConcurrent } from "./statement-kind.js";
import { patientlyIn, settingsBefore, type Underway } from "./underway.js";

/** How long a failed statement may wait to clear away what it left. */
const clearWaitMs = 2_000;

/** Runs a part without a transaction around it, and records it. What was cut off half way is cleared away. */
export async function sendAlone(run: Underway, part: Part): Promise<void> {
  const { script, row, migration } = run;
  const alone = aloneIn(run, part);
  let isAgain = run.earlier !== undefined;
  let mayBeDone = run.earlier?.wasCutOff ?? false;
  const attempt = async (client: pg.ClientBase): Promise<void> => {
    await alone.prepare(client, alone.lockTimeoutMs);
    const isDone = isAgain && (await alone.clear(client, mayBeDone));
    [isAgain, mayBeDone] = [true, false];
    if (!isDone) await sendScript(client, textOf(script, part));
    await refresh(client, 0);
    await client.query(recordSql(row, script, migration, part.to));
  };
  try {
    await (script.isWhole ? attempt(run.client) : patientlyIn(run, attempt, alone.waitsLong));
  } catch (error) {
    if (!(error instanceof SendError) || isConnectionLost(error)) throw error;
    // What cannot be cleared away now is when the migration goes on.
    await alone
      .prepare(run.client, clearWaitMs)
      .then(() => alone.clear(run.client, false))
      .catch(() => {});
    throw failedAt(error, { script, part, before: "", at: part.from + error.done.length });
  }
}

function aloneIn({ script, lockWaitMs }: Underway, part: Part) {
  const statement = script.isWhole ? undefined : script.statements[part.from];
  const waitsLong = statement !== undefined && isConcurrent(statement);
  const settings = settingsBefore(script, part).map(({ text }) => `${text};\n`);
  return {
    waitsLong,
    lockTimeoutMs: script.isWhole ? 0 : waitsLong ? lockWaitMs : lockTimeoutMs,
    prepare: async (client: pg.ClientBase, timeoutMs: number): Promise<void> => {
      await refresh(client, timeoutMs);
      if (settings.length > 0) await client.query(settings.join(""));
    },
    clear: async (client: pg.ClientBase, mayBeDone: boolean): Promise<boolean> =>
      statement !== undefined && clearAfterCutOff(client, statement, mayBeDone),
  };
}
