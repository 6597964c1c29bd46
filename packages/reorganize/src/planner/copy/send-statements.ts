import { sqlState } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import type pg from "pg";
import type { Refused, Statement } from "./statement.js";

/**
 * Sends the statements in one transaction: all in one message, and only if one of them is refused one by
 * one. Those that lack something are then tried again once more of the others are done, `early` ones
 * each time that something was made which they may need: what needs what is found by trying.
 *
 * @returns what the server refused to the end; the others are done
 */
export async function sendStatements(
  client: pg.Client,
  statements: readonly Statement[],
  early: readonly Statement[] = [],
): Promise<Refused[]> {
  if (early.length === 0 && (await sendAtOnce(client, statements))) return [];
  await client.query("BEGIN");
  let waiting = await sendEach(client, early);
  let left: Refused[] = [];
  for (const one of statements) {
    const refused = await sendOne(client, one);
    if (refused.length > 0) left.push(...refused);
    else if (one.isFoundation) waiting = await sendEach(client, waiting);
  }
  for (let before = Infinity; left.length + waiting.length < before; ) {
    before = left.length + waiting.length;
    waiting = await sendEach(client, waiting);
    left = await sendEach(client, left);
  }
  await client.query("COMMIT");
  return [...waiting, ...left];
}

const missing = new Set<string>([
  sqlState.undefinedColumn,
  sqlState.undefinedTable,
  sqlState.undefinedObject,
  sqlState.undefinedFunction,
]);

async function sendAtOnce(client: pg.Client, statements: readonly Statement[]): Promise<boolean> {
  const script = ["BEGIN", ...statements.map(({ sql }) => sql), "COMMIT"].join("\n;\n");
  try {
    await client.query(script);
    return true;
  } catch {
    await client.query("ROLLBACK");
    return false;
  }
}

async function sendEach(client: pg.Client, statements: readonly Statement[]): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const one of statements) refused.push(...(await sendOne(client, one)));
  return refused;
}

async function sendOne(client: pg.Client, { name, sql }: Statement): Promise<Refused[]> {
  // Of a message that it cannot read the server does nothing at all.
  await client.query("SAVEPOINT one");
  try {
    await client.query(`${sql}\n;RELEASE one`);
    return [];
  } catch (error) {
    await client.query("ROLLBACK TO one");
    const isForWant = missing.has(codeOf(error) ?? "");
    return [{ name, sql, reason: (error as Error).message, isForWant }];
  }
}
