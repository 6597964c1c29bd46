import { readFile } from "node:fs/promises";
import type pg from "pg";

/** What a script of the demo may refer to, as `:rows`, `:users`, `:schema`, `:first` and `:last`. */
export interface ScriptValues {
  /** Rows of the large tables: tasks, obligations, events, memories. */
  readonly rows: number;
  /** Accounts, and rows of the tables that have one for each account. */
  readonly users: number;
  /** The schema of a script that fits several. */
  readonly schema: string;
  /** The first number of a script that fills a range. */
  readonly first: number;
  /** The last number of a script that fills a range. */
  readonly last: number;
}

// Of the sources, also from dist: the build copies no SQL.
const folder = new URL("../src/sql/", import.meta.url);

// Not the second colon of a cast.
const reference = /(?<!:):(rows|users|schema|first|last)\b/g;

/** The text of a script, with its values in place. `name` is its path below `sql`, without the ending. */
export async function readScript(name: string, values: ScriptValues): Promise<string> {
  const text = await readFile(new URL(`${name}.sql`, folder), "utf8");
  return text.replace(reference, (_, key: keyof ScriptValues) => String(values[key]));
}

/** Runs a script as one batch: it happens as a whole or, with its error, not at all. */
export async function runScript(
  client: pg.ClientBase,
  name: string,
  values: ScriptValues,
): Promise<void> {
  const text = await readScript(name, values);
  await client.query(text).catch((cause: Error) => {
    throw new Error(`The script ${name}.sql failed: ${cause.message}`, { cause });
  });
}

/**
 * Runs a script as `psql` does that was not told to stop: statement by statement, going on after
 * errors. Returns the messages of the statements that failed.
 */
export async function runScriptByHand(
  client: pg.ClientBase,
  name: string,
  values: ScriptValues,
): Promise<string[]> {
  const failures: string[] = [];
  for (const statement of (await readScript(name, values)).split(/;\n\n/)) {
    await client.query(statement).catch((error: Error) => failures.push(error.message));
  }
  return failures;
}
