import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { Session } from "../../src/session/session.js";

/**
 * How a message ends badly. The tool is killed before it sends one, while the server works on it, or
 * before it hears the answer; the server ends the session before the message, within its transaction
 * once all is done but the COMMIT, or before the answer is heard; the whole server crashes over it.
 */
export type Death =
  | "killed before"
  | "killed during"
  | "killed after"
  | "terminated before"
  | "terminated within"
  | "terminated after"
  | "crashed over it";

/** Which messages are met by which deaths. */
export interface Choice {
  readonly deaths: readonly Death[];
  /** Whether the message of this number, the first being 0, is to be met. */
  readonly picks: (number: number) => boolean;
  /** Whether each message meets all deaths, rather than one of them in turn. */
  readonly all?: boolean;
}

/** Meets messages with deaths. */
export class Reaper {
  /** The deaths that were met. */
  met = 0;
  #picked = 0;
  readonly #due = new Map<string, Death[]>();

  constructor(readonly choice: Choice) {}

  /** Messages that were seen; only those that change something count. */
  get messages(): number {
    return this.#due.size;
  }

  /** The death that the message is to meet now. One that got through is not sent again, and meets no more. */
  meet(message: string, isTransaction: boolean): Death | undefined {
    const due = this.#due.get(message) ?? this.#dueTo(isTransaction);
    this.#due.set(message, due);
    const death = due.shift();
    if (death) this.met += 1;
    return death;
  }

  #dueTo(isTransaction: boolean): Death[] {
    const { deaths, picks, all } = this.choice;
    if (!picks(this.#due.size)) return [];
    const possible = deaths.filter((death) => isTransaction || death !== "terminated within");
    this.#picked += 1;
    return all ? possible : possible.slice(this.#picked % possible.length).slice(0, 1);
  }
}

/** The tool is gone: nobody closed its connection, and nobody goes on. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** A session whose messages end as the reaper says. */
export class DeadlySession extends Session {
  readonly #reaper: Reaper;
  readonly #watched = new WeakSet<pg.Client>();
  #last = "";
  #isDead = false;

  constructor(url: string, reaper: Reaper) {
    super(url);
    this.#reaper = reaper;
  }

  override async client(): Promise<pg.Client> {
    // Whatever still runs of it would not, had its process been killed.
    if (this.#isDead) throw new Killed();
    const client = await super.client();
    if (!this.#watched.has(client)) {
      this.#watched.add(client);
      const send = client.query.bind(client) as Send;
      // Whatever has values changes nothing, but for batches.
      client.query = ((sql: string | pg.QueryConfig, values?: unknown[]) =>
        typeof sql === "string"
          ? this.#send(client, send, sql, values)
          : send(sql)) as typeof client.query;
    }
    return client;
  }

  async #send(client: pg.Client, send: Send, sql: string, values?: unknown[]) {
    if (changesNothing(sql)) return send(sql, values);
    const message = `${sql === "COMMIT" ? this.#last : ""}\n${sql}\n${JSON.stringify(values ?? [])}`;
    this.#last = sql;
    const death = this.#reaper.meet(message, endsTransaction(sql));
    if (death === undefined) return send(sql, values);
    if (death.startsWith("killed")) this.#isDead = true;
    return die(client, send, death, sql, values);
  }
}

function changesNothing(sql: string): boolean {
  return /^\s*(SELECT|SET|ROLLBACK)\b/.test(sql) || (/^BEGIN\b/.test(sql) && !isWhole(sql));
}

/** Whether the message is a transaction from BEGIN to COMMIT. */
function isWhole(sql: string): boolean {
  return /^BEGIN;[\s\S]*COMMIT$/.test(sql);
}

/** Whether the message does something before it commits. */
function endsTransaction(sql: string): boolean {
  return /;\s*COMMIT$/.test(sql);
}

type Send = (sql: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;

const terminate = "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())";

async function die(
  client: pg.Client,
  send: Send,
  death: Death,
  sql: string,
  values: unknown[] | undefined,
): Promise<pg.QueryResult> {
  if (death === "terminated before") return send(terminate);
  if (death === "terminated within") return send(sql.replace(/COMMIT$/, `${terminate};\nCOMMIT`));
  if (death === "terminated after") {
    await send(sql, values);
    return send(terminate);
  }
  if (death === "crashed over it") return crashOver(client, () => send(sql, values));
  if (death === "killed after") await send(sql, values);
  if (death === "killed during") {
    send(sql, values).catch(() => {});
    await pause(2);
  }
  cut(client);
  throw new Killed();
}

// PostgreSQL restarts all of itself when one of its processes is killed, since it may have left
// anything in the memory that they share.
async function crashOver(
  client: pg.Client,
  send: () => Promise<pg.QueryResult>,
): Promise<pg.QueryResult> {
  const answer = send();
  // It may fail before anybody waits for it.
  answer.catch(() => {});
  await pause(1);
  process.kill((client as unknown as { processID: number }).processID, "SIGKILL");
  return answer;
}

/** As the operating system does with the sockets of a process that was killed. */
function cut(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}
