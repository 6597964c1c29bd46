import { once } from "node:events";
import { withSessionPool } from "@deepiri/database/without-client";
import { counted } from "@deepiri/terminal";
import { jobsSchema } from "@deepiri/workspace";
import { type Runner, run, type TaskList } from "graphile-worker";
import { crontab } from "./crontab.js";
import type { Workplace } from "./load-jobs.js";
import type { Log } from "./log.js";
import { actAsOwner, workApplicationName } from "./owner-session.js";
import { openPresence, type Presence } from "./presence.js";
import { JobFailed, runJob } from "./run-job.js";
import { runnerLogger } from "./runner-logger.js";

/** How many jobs a worker runs at once in a database. */
const atOnce = 4;

// In batches, even without a delay, the runner waits for the end of a job to be recorded before it ends, and
// does not crash where that fails.
const recordedBeforeEnd = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** When a worker ends, and what hears of its work. */
export interface WorkOptions {
  /** Ends it: what runs is told to stop and waited for. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Works in one place until the signal: each job when it is due, once among all workers.
 *
 * @throws what has cut it off from the server; others take up what it had begun
 */
export async function work(place: Workplace, { signal, log }: WorkOptions): Promise<void> {
  const cutOff = new AbortController();
  const presence = await openPresence(place, (jobs) =>
    log(place, { event: "freed", message: `${counted(jobs, "job")} of a worker that is gone` }),
  );
  const prepare = (client: Parameters<typeof actAsOwner>[0]) =>
    actAsOwner(client, place.database.name);
  const options = { applicationName: workApplicationName, prepare, size: atOnce + 2 };
  try {
    await withSessionPool(place.url, options, async (pgPool) => {
      // The runner complains about a pool whose connections nobody listens to.
      pgPool.on("connect", (client) => client.on("error", () => {}));
      const runner = await run({
        pgPool,
        schema: jobsSchema,
        taskList: tasksOf(place, { signal, log }, cutOff.signal),
        parsedCronItems: crontab(place.jobs),
        concurrency: atOnce,
        noHandleSignals: true,
        logger: runnerLogger((message) => log(place, { event: "trouble", message })),
        preset: { plugins: [announcing(presence)], worker: recordedBeforeEnd },
      });
      log(place, { event: "ready", message: counted(place.jobs.length, "job") });
      await untilEnd(runner, presence, signal).catch(async (error) => {
        cutOff.abort();
        await runner.kill().catch(() => {});
        throw error;
      });
      await runner.stop();
    });
  } finally {
    await presence.end();
  }
}

async function untilEnd(runner: Runner, { lost }: Presence, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const stopped = runner.promise.then(() => {
    throw new Error("the runner has ended by itself");
  });
  await Promise.race([once(signal, "abort"), stopped, lost]);
}

/** The runner asks this before a worker of it takes its first job. */
function announcing(presence: Presence): GraphileConfig.Plugin {
  return {
    name: "PresencePlugin",
    version: "1.0.0",
    worker: {
      hooks: {
        startWorker: (_context, { worker }) => presence.announce(worker.workerPool.id),
      },
    },
  };
}

function tasksOf(
  place: Workplace,
  { signal: end, log }: WorkOptions,
  cutOff: AbortSignal,
): TaskList {
  const signal = AbortSignal.any([end, cutOff]);
  const tasks = place.jobs.map((job) => {
    const task: TaskList[string] = async (_payload, { job: { attempts } }) => {
      const say = { job: job.name, attempt: attempts };
      const began = performance.now();
      const onWait = (pid?: number): void =>
        log(place, {
          ...say,
          event: "waiting",
          message: `it is running elsewhere${ofSession(pid)}`,
        });
      try {
        log(place, {
          ...say,
          event: "started",
          message: attempts > 1 ? `attempt ${attempts}` : "",
        });
        const { summary, milliseconds } = await runJob(place, job, { signal, onWait });
        log(place, { ...say, event: "done", message: summary, milliseconds });
      } catch (error) {
        const milliseconds = performance.now() - began;
        const { message } = error as Error;
        log(place, { ...say, event: "failed", message, milliseconds });
        throw error instanceof JobFailed ? new JobFailed(message) : error;
      } finally {
        // What this worker had begun is for others to finish: its end is no longer the runner's to record.
        if (cutOff.aborted) await new Promise(() => {});
      }
    };
    return [job.name, task];
  });
  return Object.fromEntries(tasks);
}

function ofSession(pid: number | undefined): string {
  return pid === undefined ? "" : `, in session ${pid}`;
}
