import { readFile } from "node:fs/promises";
import type pg from "pg";

/** What a script of the demo may refer to, as `:rows`, `:users` and `:schema`. */
export interface ScriptValues {
  /** Rows of the large tables: tasks, events, memories, obligations. */
  readonly rows: number;
  /** Rows of the tables that have one row for each account. */
  readonly users: number;
  /** The schema of a script that fits several. */
  readonly schema: string;
}

// Beside src and dist alike: the build copies no SQL.
const folder = new URL("../../src/demo/sql/", import.meta.url);

/** The text of a script, with its values in place. `name` is its path below `sql`, without the ending. */
export async function readScript(name: string, values: ScriptValues): Promise<string> {
  const text = await readFile(new URL(`${name}.sql`, folder), "utf8");
  return text.replace(/(?<!:):(rows|users|schema)\b/g, (_, key: keyof ScriptValues) =>
    String(values[key]),
  );
}

/** Runs a script as one batch: it happens as a whole or, with its error, not at all. */
export async function runScript(
  client: pg.ClientBase,
  name: string,
  values: ScriptValues,
): Promise<void> {
  await client.query(await readScript(name, values));
}

/**
 * Runs a script as `psql` does that was not told to stop: statement by statement, going on after errors.
 * Returns the messages of the statements that failed.
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
