import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import { codeOf, isConnectionLost, isLockConflict } from "@deepiri/database/session";
import type pg from "pg";
import type { Book, Shape } from "./book.js";
import { type Random, randomOf } from "./random.js";

/** A row that one program owns, and what it may be by all that the program was told: a note, or null for no row. */
export interface Entry {
  readonly book: Book;
  readonly key: string;
  possible: ReadonlySet<string | null>;
}

/** What the server did, or that nobody knows. */
type Reply = number | "unknown";

export const applicationName = "ledger writer";

/** How often a name that does not work is tried again before the program gives up. */
const patienceMs = 10_000;

/**
 * A program that inserts, updates and deletes rows of its own under old names and new ones, and keeps
 * a ledger of what the server acknowledged.
 */
export class Writer {
  readonly ledger: Entry[] = [];
  /** What no program should meet: refused statements, and rows that were not where they should be. */
  readonly failures: string[] = [];
  statements = 0;
  readonly #random: Random;
  #client: pg.Client | undefined;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(
    readonly url: string,
    readonly name: string,
    readonly books: readonly Book[],
    seed: number,
  ) {
    this.#random = randomOf(seed);
  }

  start(): void {
    this.#running = this.#write();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#client?.end();
  }

  async #write(): Promise<void> {
    while (!this.#stopped && this.failures.length < 5) {
      try {
        await this.#turn();
      } catch (error) {
        this.failures.push(`${this.name}: ${(error as Error).message}`);
      }
      await pause(this.#random.between(0, 8));
    }
  }

  async #turn(): Promise<void> {
    const live = this.ledger.filter(({ possible }) => possible.size > 1 || !possible.has(null));
    const choice = this.#random.next();
    if (live.length < 20 || choice < 0.35) return this.#insert(choice < 0.08);
    const entry = this.#random.pick(live);
    return choice < 0.85 ? this.#update(entry) : this.#delete(entry);
  }

  async #insert(inTransaction: boolean): Promise<void> {
    const book = this.#random.pick(this.books);
    const key = book.keyOf(`${this.name}-${this.ledger.length}`);
    const note = this.#note();
    const insert = (shape: Shape): string => insertSql(shape);
    const reply = await this.#send(book, [key, note], insert, inTransaction);
    const possible = reply === "unknown" ? [null, note] : reply === 1 ? [note] : [null];
    this.ledger.push({ book, key, possible: new Set(possible) });
    if (reply === 0) this.failures.push(`${this.name}: ${key} was not inserted, without an error`);
  }

  async #update(entry: Entry): Promise<void> {
    const note = this.#note();
    const update = ({ table, key, note: column }: Shape): string =>
      `UPDATE ${table} SET ${column} = $2 WHERE ${key} = $1`;
    const reply = await this.#find(entry, [entry.key, note], update);
    if (reply === "unknown") entry.possible = new Set([...entry.possible, note]);
    else entry.possible = new Set([reply === 0 ? null : note]);
  }

  async #delete(entry: Entry): Promise<void> {
    const remove = ({ table, key }: Shape): string => `DELETE FROM ${table} WHERE ${key} = $1`;
    const reply = await this.#find(entry, [entry.key], remove);
    entry.possible = new Set(reply === "unknown" ? [...entry.possible, null] : [null]);
  }

  #note(): string {
    this.statements += 1;
    return `${this.name} ${this.statements}`;
  }

  /** Sends it until it meets the row: while it goes from one table to the other, neither look may see it. */
  async #find(entry: Entry, values: string[], sql: (shape: Shape) => string): Promise<Reply> {
    for (let look = 1; ; look += 1) {
      const reply = await this.#send(entry.book, values, sql);
      if (reply === "unknown" || reply > 0 || entry.possible.has(null)) return reply;
      if (look === 5) {
        this.failures.push(
          `${this.name}: ${entry.book.last.table} ${entry.key} is not to be found`,
        );
        return reply;
      }
      await pause(20);
    }
  }

  /** Sends it under one name after the other, in any order, until one of them has a row for it. */
  async #send(
    { shapes }: Book,
    values: string[],
    sql: (shape: Shape) => string,
    inTransaction = false,
  ): Promise<Reply> {
    const order = this.#random.next() < 0.5 ? shapes : [...shapes].reverse();
    const end = Date.now() + patienceMs;
    for (;;) {
      let answered = false;
      for (const shape of order) {
        const reply = await this.#once(sql(shape), values, inTransaction);
        if (reply === "unknown" || (typeof reply === "number" && reply > 0)) return reply;
        answered ||= reply === 0;
      }
      if (answered) return 0;
      if (Date.now() > end)
        throw new Error(`under no name could be sent: ${sql(order[0] as Shape)}`);
      await pause(5);
    }
  }

  /** @returns undefined when there is no such name now, or the statement is to be tried again */
  async #once(sql: string, values: string[], inTransaction: boolean): Promise<Reply | undefined> {
    const client = await this.#connect().catch(() => undefined);
    if (!client) return undefined;
    try {
      if (!inTransaction) return (await client.query(sql, values)).rowCount ?? 0;
      await client.query("BEGIN");
      const { rowCount } = await client.query(sql, values);
      await pause(this.#random.between(1, 40));
      await client.query("COMMIT");
      return rowCount ?? 0;
    } catch (error) {
      if (isConnectionLost(error)) {
        await this.#forget();
        return "unknown";
      }
      if (inTransaction) await client.query("ROLLBACK");
      if (absent.includes(codeOf(error)) || isLockConflict(error)) return undefined;
      throw new Error(`${(error as Error).message} (${codeOf(error)}): ${sql}`, { cause: error });
    }
  }

  async #connect(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = await connectOnce(this.url, { applicationName });
    client.on("error", () => {});
    this.#client = client;
    return client;
  }

  async #forget(): Promise<void> {
    await this.#client?.end().catch(() => {});
    this.#client = undefined;
  }
}

/** What PostgreSQL says of a table, a column or a schema that is not there. */
const absent: readonly unknown[] = ["42P01", "42703", "3F000"];

function insertSql({ table, key, note, rest }: Shape): string {
  const columns = [key, note, ...Object.keys(rest)].map((name) => `"${name}"`);
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${["$1", "$2", ...Object.values(rest)].join(", ")})`;
}
