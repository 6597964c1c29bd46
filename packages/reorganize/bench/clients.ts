import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { quoteIdentifier } from "@deepiri/database";
import { withClient } from "./databases.js";

// Programs that read and write rows by their keys, in a process of their own, so that nothing that the
// tool computes delays their clocks. Told to stop, they send how long each statement took, and end.

/** A table by its name, and keys of rows in it. */
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
const { url, subjects, readers, writers } = load as Load;
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
];
process.send?.("ready");
await Promise.all(working);
if (process.connected)
  process.send?.({ milliseconds, slowest, errors: [...errors] } satisfies Felt, () =>
    process.disconnect(),
  );

function work(statement: (table: string, key: string) => string): Promise<void> {
  return withClient(url, async (client) => {
    while (!isStopped) {
      const { name, key, keys } = oneOf(subjects);
      const [began, begin] = [Date.now(), performance.now()];
      const sql = statement(name, quoteIdentifier(key));
      await client
        .query(sql, [oneOf(keys)])
        .catch((error: Error) => errors.add(`${name}: ${error.message}`));
      const took = performance.now() - begin;
      milliseconds.push(took);
      if (took > slowest.took) slowest = { sql, began, took };
      await pause(Math.random() * 10);
    }
  });
}

function oneOf<One>(many: readonly One[]): One {
  return many[Math.floor(Math.random() * many.length)] as One;
}
