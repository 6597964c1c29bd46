import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connectOnce } from "../connection/connect-once.js";
import { type Blocker, readBlockers } from "./blockers.js";
import { type OwnedTable, outwaitAutovacuum, readAwaited } from "./outpace-autovacuum.js";

/** Called with the sessions that keep a statement waiting for a lock, and since when it waits. */
export type OnWaiting = (blockers: readonly Blocker[], waitedMs: number) => void;

export interface LockWatchOptions {
  /** Of the database that both are in. */
  readonly url: string;
  /** Name of the connection that looks. */
  readonly applicationName: string;
  /** Of the server process that waits. */
  readonly pid: number;
  /** Called with who is in the way, once in every `everyMs`. */
  readonly tell: OnWaiting;
  readonly everyMs: number;
  /** How long to wait between two looks: an attempt to get a lock may be short. */
  readonly lookMs: number;
}

/**
 * Looks who keeps a session waiting, over a connection of its own, which is made when it has waited for a
 * while. Where none is to be had it sees nothing: what waits goes on all the same.
 */
export class LockWatch {
  readonly #stopped = new AbortController();
  readonly #began = performance.now();
  readonly #watching: Promise<void>;
  /** Who was seen last. */
  seen: readonly Blocker[] = [];
  /** The tables that were waited for then. */
  awaited: readonly OwnedTable[] = [];

  constructor(readonly options: LockWatchOptions) {
    this.#watching = this.#watch().catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { url, applicationName, everyMs } = this.options;
    const { signal } = this.#stopped;
    await pause(everyMs, undefined, { signal });
    const client = await connectOnce(url, { applicationName, onlyReads: true });
    try {
      while (!signal.aborted) await pause(await this.#look(client), undefined, { signal });
    } finally {
      await client.end();
    }
  }

  /** @returns how long to wait before the next look */
  async #look(client: pg.Client): Promise<number> {
    const { pid, tell, everyMs, lookMs } = this.options;
    const tables = await readAwaited(client, pid);
    const found = await readBlockers(client, pid);
    if (found.length === 0) return lookMs;
    this.seen = found;
    this.awaited = tables;
    tell(found, performance.now() - this.#began);
    for (const table of tables) await outwaitAutovacuum(client, table);
    return everyMs;
  }
}
