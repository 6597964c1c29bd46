import type pg from "pg";
import { OpenTransactionError } from "./errors.js";
import { sqlState } from "./sql-state.js";
import { describeFailure, type StatementFailure } from "./statement-failure.js";

/** What came of a script: whether `epilogue` was committed with it. */
export interface ScriptOutcome {
  readonly epilogueRan: boolean;
}

/** A statement of a script failed; nothing of the script remains unless it committed on its own. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
  constructor(
    readonly failure: StatementFailure,
    options: ErrorOptions,
  ) {
    super(failure.message, options);
  }
}

/**
 * Runs a whole script as one simple query, which PostgreSQL makes one transaction.
 *
 * The epilogue is part of that transaction. A statement that refuses transactions (CREATE INDEX
 * CONCURRENTLY) makes the script run again without it, for such a statement must be sent alone.
 * Whatever the script set in the session is undone, so that the next one starts from the same state.
 */
export async function runScript(
  client: pg.PoolClient,
  script: string,
  epilogue?: string,
): Promise<ScriptOutcome> {
  try {
    return await send(client, script, epilogue);
  } finally {
    if (client.getTransactionStatus() !== "I") await client.query("ROLLBACK").catch(() => {});
    await client.query("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL").catch(() => {});
  }
}

async function send(
  client: pg.PoolClient,
  script: string,
  epilogue: string | undefined,
): Promise<ScriptOutcome> {
  try {
    // The line break ends a comment on the script's last line, the semicolon its last statement.
    await sendOnce(client, script, epilogue ? `\n;RESET ROLE;${epilogue}` : "");
    return { epilogueRan: epilogue !== undefined };
  } catch (error) {
    if (!epilogue || !(error instanceof RefusedTransactionError)) throw error;
    await sendOnce(client, script, "");
    return { epilogueRan: false };
  }
}

/** PostgreSQL refused to run a statement in a transaction, and nothing was committed before it. */
class RefusedTransactionError extends ScriptError {}

async function sendOnce(client: pg.PoolClient, script: string, suffix: string): Promise<void> {
  const done: string[] = [];
  const count = (message: { text: string }) => done.push(message.text);
  const connection = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
  connection.on("commandComplete", count);
  try {
    await client.query(script + suffix);
  } catch (cause) {
    const failure = describeFailure(cause, script, done.length);
    const refused = failure.sqlstate === sqlState.activeSqlTransaction && !done.includes("COMMIT");
    throw new (refused ? RefusedTransactionError : ScriptError)(failure, { cause });
  } finally {
    connection.off("commandComplete", count);
  }
  if (client.getTransactionStatus() === "T") throw new OpenTransactionError();
}
