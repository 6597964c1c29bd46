import type pg from "pg";
import { freshState, scriptPath } from "./connection.js";
import { SendError, sendScript } from "./send-script.js";
import {
  describeFailure,
  errorOffset,
  placeAt,
  type StatementFailure,
} from "./statement-failure.js";

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
  client: pg.ClientBase,
  script: string,
  options: ScriptOptions = {},
): Promise<ScriptOutcome> {
  await client.query(`SET search_path TO ${scriptPath}`);
  try {
    return await send(client, script, options);
  } finally {
    // Without a transaction, ROLLBACK is a mere warning. Whether there is one is not known here: `pg`
    // reports an error before the server has told.
    await client.query(`ROLLBACK; ${freshState}`).catch(() => {}); // a lost session has nothing to undo
  }
}

async function send(
  client: pg.ClientBase,
  script: string,
  { epilogue, disposable }: ScriptOptions,
): Promise<ScriptOutcome> {
  try {
    // The line break ends a comment on the script's last line, the semicolon its last statement.
    await sendScript(client, script + (epilogue ? `\n;RESET ROLE;${epilogue}` : ""));
    return { epilogueRan: epilogue !== undefined };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const canBeSentOtherwise = error.isRefusal && (disposable || epilogue !== undefined);
    if (!canBeSentOtherwise) throw await scriptError(error, script);
    await client.query("ROLLBACK"); // one that the script began itself
    await (disposable ? sendEach(client, script) : sendWhole(client, script));
    return { epilogueRan: false };
  }
}

async function sendWhole(client: pg.ClientBase, script: string): Promise<void> {
  await sendScript(client, script).catch(async (error) => {
    throw error instanceof SendError ? await scriptError(error, script) : error;
  });
}

// For the migrations of several files in one script, some of which want a transaction of their own.
async function sendEach(client: pg.ClientBase, script: string): Promise<void> {
  const { readStatements } = await import("@deepiri/sql");
  for (const { text, line } of await readStatements(script))
    await client.query(text).catch((cause) => {
      throw new ScriptError(describeFailure(cause, { line, column: undefined }), { cause });
    });
}

/** The failure with its place: where PostgreSQL says, else where its statement begins. */
async function scriptError({ cause, done }: SendError, script: string): Promise<ScriptError> {
  const offset = errorOffset(cause, script);
  const place =
    offset === undefined
      ? { line: await lineOf(script, done.length), column: undefined }
      : placeAt(script, offset);
  return new ScriptError(describeFailure(cause, place), { cause });
}

async function lineOf(script: string, statement: number): Promise<number | undefined> {
  const { readStatements } = await import("@deepiri/sql");
  const statements = await readStatements(script).catch(() => []);
  return statements[statement]?.line;
}
