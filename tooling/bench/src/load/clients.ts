import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { connectOnce, quoteIdentifier } from "@deepiri/database";
import type pg from "pg";

// Programs that read and write rows by their keys, in a process of their own, so that nothing that the
// tool computes delays their clocks. Told to stop, they send how long each statement took, and end.

/** A table by its name as SQL, and keys of rows in it. */
export interface Subject {
  readonly name: string;
  readonly key: string;
  readonly keys: readonly string[];
}

/** What the process is sent first; whatever it is sent next stops it. */
export interface Load {
  readonly url: string;
  readonly subjects: readonly Subject[];
  readonly readers: number;
  readonly writers: number;
  /** How long each transaction of one more reader stays open, such as that of a report; none if left out. */
  readonly reportMs?: number;
}

/** What it sends at its end. */
export interface Felt {
  /** Milliseconds of each statement. */
  readonly milliseconds: readonly number[];
  /** The statement that took longest, and when it began, as Date.now() tells it. */
  readonly slowest: { readonly sql: string; readonly began: number; readonly took: number };
  readonly errors: readonly string[];
}

const [load] = await once(process, "message");
const { url, subjects, readers, writers, reportMs } = load as Load;
const milliseconds: number[] = [];
const errors = new Set<string>();
let slowest: Felt["slowest"] = { sql: "", began: 0, took: 0 };
let isStopped = false;
for (const event of ["message", "disconnect"])
  process.once(event, () => {
    isStopped = true;
  });

const working = [
  ...Array.from({ length: readers }, () =>
    work((table, key) => `SELECT * FROM ${table} WHERE ${key} = $1`),
  ),
  ...Array.from({ length: writers }, () =>
    work((table, key) => `UPDATE ${table} SET ${key} = ${key} WHERE ${key} = $1`),
  ),
  ...(reportMs === undefined ? [] : [report(reportMs)]),
];
process.send?.("ready");
await Promise.all(working);
if (process.connected)
  process.send?.({ milliseconds, slowest, errors: [...errors] } satisfies Felt, () =>
    process.disconnect(),
  );

function work(statement: (table: string, key: string) => string): Promise<void> {
  return untilStopped(async (client) => {
    const { name, key, keys } = oneOf(subjects);
    await timed(client, statement(name, quoteIdentifier(key)), [oneOf(keys)]);
    await pause(Math.random() * 10);
  });
}

function report(openMs: number): Promise<void> {
  return untilStopped(async (client) => {
    await client.query("BEGIN");
    await timed(client, `SELECT * FROM ${oneOf(subjects).name} LIMIT 1`);
    await pause(openMs);
    await client.query("COMMIT");
    await pause(openMs / 2);
  });
}

async function untilStopped(round: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    while (!isStopped) await round(client);
  } finally {
    await client.end();
  }
}

async function timed(client: pg.Client, sql: string, values: unknown[] = []): Promise<void> {
  const [began, begin] = [Date.now(), performance.now()];
  await client.query(sql, values).catch((error: Error) => errors.add(`${sql}: ${error.message}`));
  const took = performance.now() - begin;
  milliseconds.push(took);
  if (took > slowest.took) slowest = { sql, began, took };
}

function oneOf<One>(many: readonly One[]): One {
  return many[Math.floor(Math.random() * many.length)] as One;
}
