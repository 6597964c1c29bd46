import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LockWaitError } from "../../src/apply/errors.js";
import { applyFile, fileOf, historyOf } from "../fixture/apply-files.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
let report: pg.Client;
let pid: number;
beforeAll(async () => {
  await database.query("CREATE TABLE public.items (id int); INSERT INTO public.items VALUES (1)");
  report = await connectOnce(database.url, { applicationName: "report" });
  pid = (await report.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
});
afterAll(() => report.end());
beforeEach(async () => {
  await report.query("BEGIN; SELECT 'a secret' FROM public.items");
  return async () => {
    await report.query("COMMIT");
  };
});

/** Reads again and again until stopped. */
async function readOn(signal: AbortSignal): Promise<void> {
  const reader = await connectOnce(database.url, { applicationName: "reader" });
  while (!signal.aborted) await reader.query("SELECT id FROM public.items");
  await reader.end();
}

/** The longest wait of a reader until stopped, by the server's clock: that of a busy machine would be longer. */
async function longestWait(signal: AbortSignal): Promise<number> {
  const watcher = await connectOnce(database.url);
  let longest = 0;
  while (!signal.aborted) {
    const { rows } = await watcher.query<{ ms: number | null }>(
      `SELECT max(extract(epoch FROM clock_timestamp() - waitstart) * 1000)::float8 AS ms
         FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE NOT granted AND application_name = 'reader'`,
    );
    longest = Math.max(longest, rows[0]?.ms ?? 0);
    await pause(3);
  }
  await watcher.end();
  return longest;
}

test("no reader waits long behind it while a transaction keeps it waiting, and it says for whom it waits", async () => {
  const stop = new AbortController();
  const longest = longestWait(stop.signal);
  const readers = [readOn(stop.signal), readOn(stop.signal)];
  const told: unknown[] = [];
  await applyFile(
    database,
    fileOf("1_column", "-- why\nALTER TABLE public.items ADD COLUMN name text;"),
    {
      onBlocked: (line, blockers, waitedMs) => {
        told.push([line, blockers, waitedMs > 1_000]);
        void report.query("COMMIT");
      },
    },
  );
  stop.abort();
  await Promise.all(readers);
  expect(await longest).toBeLessThan(250);
  const blocker = {
    pid,
    application: "report",
    login: report.user,
    state: "idle in transaction",
    statement: "BEGIN",
  };
  expect(told).toEqual([[2, [expect.objectContaining(blocker)], true]]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("it gives up after a while with the remedy, and the same file goes on where it was", async () => {
  const file = fileOf(
    "2_rule",
    `CREATE INDEX CONCURRENTLY items_id_idx ON public.items (id);
ALTER TABLE public.items ADD COLUMN late int;`,
  );
  const waiting = applyFile(database, file, { lockWaitMs: 4_500 });
  const error: LockWaitError = await waiting.catch((refused) => refused);
  expect(error).toBeInstanceOf(LockWaitError);
  expect(error.message).toMatch(
    new RegExp(
      `migration 2_rule of core waited \\d+ s for a lock and gave up, because this holds them: process ${pid} \\("report", ` +
        `.*\\nNothing from line 2 on was done, and what stands before it is kept. ` +
        `.*SELECT pg_terminate_backend\\(${pid}\\); then run the same command again`,
    ),
  );
  expect(error.message).not.toContain("secret");
  expect(await historyOf(database, "2_rule")).toMatchObject({ steps: 1, finished: false });
  await report.query("COMMIT");
  await applyFile(database, file);
  expect(await historyOf(database, "2_rule")).toMatchObject({ steps: 2, finished: true });
});

test("an index whose building was given up is built by the next run, and nothing is left of the half", async () => {
  await report.query("INSERT INTO public.items VALUES (2)");
  const file = fileOf("3_index", "CREATE INDEX CONCURRENTLY given_up_idx ON public.items (id);");
  await expect(applyFile(database, file, { lockWaitMs: 500 })).rejects.toThrow(LockWaitError);
  await report.query("COMMIT");
  await applyFile(database, file);
  expect(
    await database.query(
      "SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.given_up_idx'::regclass",
    ),
  ).toEqual([{ indisvalid: true }]);
});

test("what a file SETs as its lock_timeout is how long each of its attempts waits", async () => {
  const file = fileOf("4_own", "SET lock_timeout = '1500ms';\nALTER TABLE public.items ADD z int;");
  const begin = performance.now();
  await expect(applyFile(database, file, { lockWaitMs: 0 })).rejects.toThrow(LockWaitError);
  expect(performance.now() - begin).toBeGreaterThan(1_500);
});
