import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { failureText } from "../output/failure-text.js";
import { runLock } from "./advisory-lock.js";
import type { PackageJob, Workplace } from "./load-jobs.js";
import { openOwnerSession } from "./owner-session.js";
import { recordEnd, recordStart } from "./runs.js";

/** What a job said, and how long it took. */
export interface Run {
  readonly summary: string;
  readonly milliseconds: number;
}

/** A job failed; the message says why and may be logged. */
export class JobFailed extends Error {
  override readonly name = "JobFailed";
}

/** What stops a run, and what to tell of it. */
export interface RunOptions {
  readonly signal: AbortSignal;
  /** Told once when the job is running elsewhere and is waited for, with that session. */
  readonly onWait: (pid: number | undefined) => void;
}

/**
 * Runs a job in a session of its own and records the run. While another session runs the same job it waits.
 *
 * @throws JobFailed; ConnectionError when there is no session to be had
 */
export async function runJob(
  place: Workplace,
  job: PackageJob,
  { signal, onWait }: RunOptions,
): Promise<Run> {
  const [session, books] = await openSessions(place);
  try {
    await takeLock(session, job.name, signal, onWait);
    const id = await recordStart(books, job.name);
    const began = performance.now();
    try {
      const context = { database: place.database.name, url: place.url, signal };
      const { summary } = await job.run(session, context);
      await recordEnd(books, id, { summary });
      return { summary, milliseconds: performance.now() - began };
    } catch (error) {
      const text = failureText(error);
      // Where the server is gone the run stays without an end, as one that was killed does.
      await recordEnd(books, id, { error: text }).catch(() => {});
      throw new JobFailed(text, { cause: error });
    }
  } finally {
    await Promise.all([session.end(), books.end()]);
  }
}

async function openSessions(place: Workplace): Promise<readonly [pg.Client, pg.Client]> {
  const session = await openOwnerSession(place);
  try {
    return [session, await openOwnerSession(place)];
  } catch (error) {
    await session.end();
    throw error;
  }
}

const pauseMs = 250;

// Asks again and again: a statement that waits holds a snapshot, which what runs CONCURRENTLY in the job waits for.
async function takeLock(
  client: pg.Client,
  job: string,
  signal: AbortSignal,
  onWait: RunOptions["onWait"],
): Promise<void> {
  for (let attempts = 0; !(await tryLock(client, job)); attempts += 1) {
    if (attempts === 0) onWait(await readHolder(client, job));
    if (signal.aborted) throw new JobFailed("stopped while it waited for a run elsewhere");
    await pause(pauseMs);
  }
}

async function tryLock(client: pg.Client, job: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_catalog.pg_try_advisory_lock(${runLock.key}) AS taken`,
    [job],
  );
  return rows[0]?.taken === true;
}

async function readHolder(client: pg.Client, job: string): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT lock.pid FROM pg_catalog.pg_locks AS lock WHERE ${runLock.isOf("$1::text")}`,
    [job],
  );
  return rows[0]?.pid;
}
