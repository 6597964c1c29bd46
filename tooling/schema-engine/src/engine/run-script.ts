import { sqlState, withoutTransactionTimeout } from "@deepiri/database";
import type pg from "pg";
import { scriptPath } from "./connection.js";
import { OpenTransactionError } from "./errors.js";
import { describeFailure, type StatementFailure } from "./statement-failure.js";
import { statementStarts } from "./statement-lines.js";

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

/** How to run a script. */
export interface ScriptOptions {
  /** SQL to be committed together with the script. */
  readonly epilogue?: string | undefined;
  /** True where a script need not be atomic, because its database is thrown away after a failure. */
  readonly disposable?: boolean;
}

/**
 * Runs a whole script as one simple query, which PostgreSQL makes one transaction. What it names
 * without a schema is looked for and made in `public`, never in the session's own history schema.
 *
 * The epilogue is part of that transaction. A statement that refuses transactions (CREATE INDEX
 * CONCURRENTLY) makes the script run again without it, for such a statement must be sent alone; in a
 * disposable database, statement by statement. Whatever the script set in the session is undone, so
 * that the next one starts from the same state.
 */
export async function runScript(
  client: pg.PoolClient,
  script: string,
  options: ScriptOptions = {},
): Promise<ScriptOutcome> {
  await client.query(`SET search_path TO ${scriptPath}`);
  try {
    return await send(client, script, options);
  } finally {
    // Without a transaction, ROLLBACK is a mere warning. Whether there is one is not known here: `pg`
    // reports an error before the server has told.
    await client
      .query(
        `ROLLBACK; RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; ${withoutTransactionTimeout}`,
      )
      .catch(() => {}); // a lost session has nothing to undo
  }
}

async function send(
  client: pg.PoolClient,
  script: string,
  { epilogue, disposable }: ScriptOptions,
): Promise<ScriptOutcome> {
  try {
    // The line break ends a comment on the script's last line, the semicolon its last statement.
    await sendOnce(client, script, epilogue ? `\n;RESET ROLE;${epilogue}` : "");
    return { epilogueRan: epilogue !== undefined };
  } catch (error) {
    if (!(error instanceof RefusedTransactionError)) throw error;
    await client.query("ROLLBACK"); // one that the script began itself
    if (disposable) await sendEach(client, script);
    else if (epilogue) await sendOnce(client, script, "");
    else throw error;
    return { epilogueRan: false };
  }
}

// For the migrations of several files in one script, some of which want a transaction of their own.
async function sendEach(client: pg.PoolClient, script: string): Promise<void> {
  const starts = statementStarts(script);
  for (const [index, start] of starts.entries())
    await client.query(script.slice(start, starts[index + 1])).catch((cause) => {
      throw new ScriptError(describeFailure(cause, script, index), { cause });
    });
}

const needsOwnTransaction: (string | undefined)[] = [
  sqlState.activeSqlTransaction,
  sqlState.unsafeNewEnumValueUsage,
];

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
    const refused = needsOwnTransaction.includes(failure.sqlstate) && !done.includes("COMMIT");
    throw new (refused ? RefusedTransactionError : ScriptError)(failure, { cause });
  } finally {
    connection.off("commandComplete", count);
  }
  if (client.getTransactionStatus() === "T") throw new OpenTransactionError();
}
