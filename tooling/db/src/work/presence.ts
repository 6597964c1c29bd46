import { setTimeout as pause } from "node:timers/promises";
import { jobsSchema } from "@deepiri/workspace";
import type pg from "pg";
import { workerLock } from "./advisory-lock.js";
import type { Workplace } from "./load-jobs.js";
import { openOwnerSession } from "./owner-session.js";

/** A worker's proof that it lives: a session with a lock that ends with its process, however that ends. */
export interface Presence {
  /** Shows that the worker of this id lives; before it takes its first job. */
  announce(worker: string): Promise<void>;
  /** Rejects when the session is lost, and others may take up what this worker has begun. */
  readonly lost: Promise<never>;
  end(): Promise<void>;
}

const everyMs = 2_000;
const answerMs = 30_000;

/**
 * Opens it, and from then on frees what workers have taken whose proof is gone: killed, or cut off. Theirs are
 * taken up at once, where the runner by itself would wait for four hours.
 *
 * @param onFreed told how many jobs came free
 */
export async function openPresence(
  place: Workplace,
  onFreed: (jobs: number) => void,
): Promise<Presence> {
  const client = await openOwnerSession(place);
  const ended = new AbortController();
  const query = inOrder(client);
  const lost = freeAgainAndAgain(client, query, ended.signal, onFreed);
  // Whoever waits for it hears of it; until then it is no unhandled rejection.
  lost.catch(() => {});
  return {
    announce: async (worker) => {
      await query(`SELECT pg_catalog.pg_advisory_lock_shared(${workerLock.key})`, [worker]);
    },
    lost,
    end: async () => {
      ended.abort();
      await client.end();
    },
  };
}

/** Runs statements one after the other, whoever asks for them. */
function inOrder(client: pg.Client): pg.ClientBase["query"] {
  let last: Promise<unknown> = Promise.resolve();
  return ((sql: string, values?: unknown[]) => {
    const next = last.then(() => client.query(sql, values));
    last = next.catch(() => {});
    return next;
  }) as pg.ClientBase["query"];
}

async function freeAgainAndAgain(
  client: pg.Client,
  query: pg.ClientBase["query"],
  ended: AbortSignal,
  onFreed: (jobs: number) => void,
): Promise<never> {
  const gone = new Promise<never>((_, reject) =>
    client.once("end", () => reject(new Error("the server closed the connection"))),
  );
  gone.catch(() => {});
  for (;;) {
    const answered = new AbortController();
    const freed = await Promise.race([free(query), gone, silence(answered.signal)]).finally(() =>
      answered.abort(),
    );
    if (freed > 0) onFreed(freed);
    await Promise.race([pause(everyMs, undefined, { signal: ended }), gone]);
  }
}

// A server that has vanished without a word does not even refuse.
async function silence(answered: AbortSignal): Promise<never> {
  await pause(answerMs, undefined, { signal: answered, ref: false });
  throw new Error(`the server has not answered for ${answerMs / 1000} s`);
}

async function free(query: pg.ClientBase["query"]): Promise<number> {
  const { rows } = await query<{ worker: string; jobs: number }>(`
    SELECT locked_by AS worker, pg_catalog.count(*)::int AS jobs FROM ${jobsSchema}._private_jobs
     WHERE locked_by IS NOT NULL
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS lock WHERE ${workerLock.isOf("locked_by")})
     GROUP BY locked_by`);
  if (rows.length === 0) return 0;
  const dead = rows.map(({ worker }) => worker);
  await query(`SELECT ${jobsSchema}.force_unlock_workers($1::text[])`, [dead]);
  return rows.reduce((sum, { jobs }) => sum + jobs, 0);
}
