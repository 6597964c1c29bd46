import { isConnectionLost, lockTimeoutMs } from "@deepiri/database/session";
import { sqlState } from "@deepiri/database/without-client";
import type pg from "pg";
import { SendError, sendScript } from "../engine/send-script.js";
import { recordSql } from "./history-row.js";
import { failedAt } from "./part-failed-error.js";
import { type Part, partFrom, textOf } from "./script.js";
import { sendAlone } from "./send-alone.js";
import { refresh } from "./session.js";
import { patientlyIn, settingsBefore, type Underway } from "./underway.js";

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
