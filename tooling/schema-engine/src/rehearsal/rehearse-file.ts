import { codeOf } from "@deepiri/database/session";
import { sqlState } from "@deepiri/database/without-client";
import type { Statement } from "@deepiri/sql";
import type pg from "pg";
import { type Part, partFrom, type Script } from "../apply/script.js";
import { refresh } from "../apply/session.js";
import { isSetting } from "../apply/statement-kind.js";
import { type Effects, effectsOf } from "./effects.js";
import { takeSnapshot } from "./snapshot.js";
import type { Stage } from "./stage.js";
import { watchAlone } from "./watch-alone.js";

/** What one statement of a pending migration does. */
export interface RehearsedStatement extends Effects {
  /** Of the file, from 1. */
  readonly line: number;
  readonly text: string;
  /** Which part of the file it is in, from 1. */
  readonly part: number;
  /** False where PostgreSQL refuses to run it in a transaction. */
  readonly inTransaction: boolean;
}

/** A statement failed on the scratch database. */
export class RehearsalError extends Error {
  override readonly name = "RehearsalError";
  constructor(
    readonly line: number,
    options: { readonly cause: unknown },
  ) {
    super((options.cause as Error).message, options);
  }
}

/** Runs a file from its statement `from` on, in the same parts as `applyPart` does, and watches each statement. */
export async function rehearseFile(
  stage: Stage,
  script: Script,
  from: number,
): Promise<RehearsedStatement[]> {
  const done: RehearsedStatement[] = [];
  for (let at = from, number = 1; at < script.statements.length; number += 1) {
    const part = await rehearsePart(stage, script, at);
    done.push(...part.map((one) => ({ ...one, part: number })));
    at += part.length;
  }
  return done;
}

type InPart = Omit<RehearsedStatement, "part">;

async function rehearsePart(stage: Stage, script: Script, from: number): Promise<InPart[]> {
  for (let part = partFrom(script, from); ; ) {
    await begin(stage.client, script, part);
    const done: InPart[] = [];
    try {
      for (const statement of script.statements.slice(part.from, part.to))
        done.push(await inTransaction(stage, statement, script.isWhole));
      await end(stage.client);
      return done;
    } catch (error) {
      await stage.client.query("ROLLBACK");
      const refused = script.statements[from + done.length] as Statement;
      if (!isRefusal(error)) throw new RehearsalError(refused.line, { cause: error });
      if (done.length === 0) return [await alone(stage, script, from)];
      part = { from, to: from + done.length };
    }
  }
}

function isRefusal(error: unknown): boolean {
  const refusals: unknown[] = [sqlState.activeSqlTransaction, sqlState.unsafeNewEnumValueUsage];
  return refusals.includes(codeOf(error));
}

async function begin(client: pg.ClientBase, script: Script, { from }: Part): Promise<void> {
  await refresh(client, 0);
  if (!script.isWhole) await client.query("BEGIN");
  const settings = script.statements.slice(0, from).filter(isSetting);
  for (const { text } of script.isWhole ? [] : settings) await client.query(text);
}

async function end(client: pg.ClientBase): Promise<void> {
  if (client.getTransactionStatus() === "T") await client.query("COMMIT");
}

async function inTransaction(
  { client, live }: Stage,
  statement: Statement,
  mayBegin: boolean,
): Promise<InPart> {
  // What stands outside of a file's own transactions is one as well.
  const isOutside = client.getTransactionStatus() === "I" && statement.kind !== "TransactionStmt";
  if (mayBegin && isOutside) await client.query("BEGIN");
  const before = await takeSnapshot(client);
  await client.query(statement.text);
  const after = await takeSnapshot(client);
  return { ...about(statement, true), ...effectsOf(before, after, live, empties(statement)) };
}

async function alone(stage: Stage, script: Script, at: number): Promise<InPart> {
  const { client, pid, live } = stage;
  const statement = script.statements[at] as Statement;
  await refresh(client, 0);
  for (const { text } of script.statements.slice(0, at).filter(isSetting)) await client.query(text);
  const before = await takeSnapshot(client);
  const run = () => client.query(statement.text);
  const locks = await watchAlone(stage, pid, before, run).catch((cause) => {
    throw new RehearsalError(statement.line, { cause });
  });
  const after = { ...(await takeSnapshot(client)), locks };
  return { ...about(statement, false), ...effectsOf(before, after, live, false) };
}

function about({ line, text }: Statement, isInTransaction: boolean) {
  return { line, text, inTransaction: isInTransaction };
}

function empties({ kind }: Statement): boolean {
  return kind === "TruncateStmt";
}
