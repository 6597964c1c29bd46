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
  readonly errors: readonly string[];
}

const [load] = await once(process, "message");
const { url, subjects, readers, writers } = load as Load;
const milliseconds: number[] = [];
const errors = new Set<string>();
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
  process.send?.({ milliseconds, errors: [...errors] } satisfies Felt, () => process.disconnect());

function work(statement: (table: string, key: string) => string): Promise<void> {
  return withClient(url, async (client) => {
    while (!isStopped) {
      const { name, key, keys } = oneOf(subjects);
      const begin = performance.now();
      await client
        .query(statement(name, quoteIdentifier(key)), [oneOf(keys)])
        .catch((error: Error) => errors.add(`${name}: ${error.message}`));
      milliseconds.push(performance.now() - begin);
      await pause(Math.random() * 10);
    }
  });
}

function oneOf<One>(many: readonly One[]): One {
  return many[Math.floor(Math.random() * many.length)] as One;
}
