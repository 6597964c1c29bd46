import { connectOnce } from "@deepiri/database";
import type pg from "pg";

/** What programs were told is stored: the number each key has, or null once it is deleted. */
export type Ledger = Map<string, { readonly number: number | null; readonly insertedAt: number }>;

/** A program that writes its own keys, one statement at a time, until it is stopped. */
export interface Writer {
  readonly ledger: Ledger;
  /** What the server refused; nothing of it is in the ledger. */
  readonly refusals: string[];
  /** Longest time that one statement took, in milliseconds. */
  longest: number;
  stop(): Promise<void>;
}

type Turn = (client: pg.Client, ledger: Ledger) => Promise<void>;

/** Inserts, updates, deletes and upserts keys `prefix0` to `prefix39` of the table at random. */
export function writeRows(
  url: string,
  table: string,
  prefix: string,
  ledger: Ledger,
): Promise<Writer> {
  return startWriter(url, ledger, async (client) => {
    const key = `${prefix}${Math.floor(Math.random() * 40)}`;
    const known = ledger.get(key);
    const number = ++lastNumber;
    const there = known !== undefined && known.number !== null;
    const choice = Math.random();
    if (choice < 0.2) {
      const sql = `INSERT INTO ${table} (id, number) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number`;
      if (await done(client, sql, [key, number]))
        ledger.set(key, { number, insertedAt: Date.now() });
    } else if (!there) {
      const sql = `INSERT INTO ${table} (id, number) VALUES ($1, $2)`;
      if (await done(client, sql, [key, number]))
        ledger.set(key, { number, insertedAt: Date.now() });
    } else if (choice < 0.4) {
      if (await done(client, `DELETE FROM ${table} WHERE id = $1`, [key]))
        ledger.set(key, { ...known, number: null });
    } else {
      const sql = `UPDATE ${table} SET number = $2 WHERE id = $1`;
      if (await done(client, sql, [key, number])) ledger.set(key, { ...known, number });
    }
  });
}

/** Updates a column of rows that another program owns, whenever the table has them. */
export function touchRows(
  url: string,
  table: string,
  column: string,
  keys: readonly string[],
): Promise<Writer> {
  return startWriter(url, new Map(), async (client, ledger) => {
    const key = keys[Math.floor(Math.random() * keys.length)] as string;
    const number = ++lastNumber;
    if (await done(client, `UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [key, number]))
      ledger.set(key, { number, insertedAt: 0 });
  });
}

let lastNumber = 0;

async function done(client: pg.Client, sql: string, values: unknown[]): Promise<boolean> {
  return (await client.query(sql, values)).rowCount === 1;
}

async function startWriter(url: string, ledger: Ledger, turn: Turn): Promise<Writer> {
  const client = await connectOnce(url, { applicationName: "writer" });
  let stopped = false;
  const writer = { ledger, refusals: [] as string[], longest: 0 };
  const running = (async () => {
    while (!stopped) {
      const begin = performance.now();
      await turn(client, ledger).catch((error: Error) => writer.refusals.push(error.message));
      writer.longest = Math.max(writer.longest, performance.now() - begin);
    }
  })();
  return Object.assign(writer, {
    stop: async () => {
      stopped = true;
      await running;
      await client.end();
    },
  });
}
