import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { Blocker } from "./blockers.js";
import { LockWatch, type LockWatchOptions } from "./lock-watch.js";
import type { OwnedTable } from "./outpace-autovacuum.js";
import { isConnectionLost, isLockConflict } from "./sql-state.js";

/** When to give up, and what to tell until then. */
export interface Patience<Client extends pg.ClientBase = pg.ClientBase> {
  /** The connection of the next attempt. */
  connect(): Promise<Client>;
  /** How to look who is in the way. Asked for when there is a connection. */
  watch(): Omit<LockWatchOptions, "lookMs">;
  /** An attempt may itself wait for long, for it blocks nobody meanwhile, as what runs CONCURRENTLY. */
  readonly waitsLong?: boolean | undefined;
  /** Whether to give up after so many attempts and milliseconds since the first that met a lock, or waits long. */
  isOver(attempts: number, waitedMs: number): boolean;
  /** The error to give up with. */
  refusal(given: GivenUp): Error;
}

/** What was waited for in vain. */
export interface GivenUp {
  readonly attempts: number;
  readonly waitedMs: number;
  /** Who was seen to hold the locks last; none where nobody could look. */
  readonly blockers: readonly Blocker[];
  /** The tables that were waited for then. */
  readonly awaited: readonly OwnedTable[];
  /** What the server said to the last attempt. */
  readonly cause: unknown;
}

/**
 * Runs `attempt`, and again from its start as long as only a lock of another session is in its way. It sets
 * `lock_timeout` to `lockTimeoutMs`, so that no client has to queue behind it for longer. After each
 * failure its transaction is rolled back.
 *
 * @throws what the server says to an attempt that failed for another reason, or the refusal
 */
export async function patiently<Client extends pg.ClientBase, Result>(
  patience: Patience<Client>,
  attempt: (client: Client) => Promise<Result>,
): Promise<Result> {
  let began = patience.waitsLong ? performance.now() : undefined;
  const begin = () => new LockWatch({ ...patience.watch(), lookMs: patience.waitsLong ? 500 : 20 });
  let watch: LockWatch | undefined;
  try {
    for (let attempts = 1; ; attempts += 1) {
      const client = await patience.connect();
      if (patience.waitsLong) watch ??= begin();
      const outcome = await outcomeOf(client, attempt);
      if ("result" in outcome) return outcome.result;
      watch ??= begin();
      began ??= performance.now();
      const waitedMs = performance.now() - began;
      if (patience.isOver(attempts, waitedMs))
        throw patience.refusal({
          attempts,
          waitedMs,
          blockers: watch.seen,
          awaited: watch.awaited,
          cause: outcome.conflict,
        });
      // What queued behind us goes first; two that wait for the same never keep in step.
      await pause(Math.min(500, 20 * attempts) * (0.5 + Math.random()));
    }
  } finally {
    await watch?.stop();
  }
}

/** What became of one attempt: its result, or the lock conflict that it met. */
async function outcomeOf<Client extends pg.ClientBase, Result>(
  client: Client,
  attempt: (client: Client) => Promise<Result>,
): Promise<{ readonly result: Result } | { readonly conflict: unknown }> {
  try {
    return { result: await attempt(client) };
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    await client.query("ROLLBACK");
    if (!isLockConflict(error)) throw error;
    return { conflict: error };
  }
}
