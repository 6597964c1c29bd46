import { because, noSweeps } from "@deepiri/vitest/skip";
import { describe, expect, test } from "vitest";
import { periodicWorkspace } from "../fixture/periodic-workspace.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";
import { twoDatabases } from "../fixture/two-databases.js";

const nightly = `{ name: "core.tidy", cron: "15 2 * * *", run: async (client) => {
  await mark(client, "core.tidy");
  const { rows } = await client.query("SELECT current_user AS role");
  return { summary: "tidied as " + rows[0].role };
} }`;
const broken = `{ name: "core.broken", cron: "0 0 1 1 *", run: async () => {
  throw new Error("cannot reach postgresql://bob:hunter2@elsewhere/db\\nat all");
} }`;
/** Is under way until the worker is told to stop, or killed; the second time it is done at once. */
const slow = `{ name: "core.slow", cron: "0 0 1 1 *", run: async (client, { signal }) => {
  await mark(client, "core.slow");
  const { rows } = await client.query("SELECT count(*)::int AS marks FROM public.marks WHERE job = 'core.slow'");
  if (rows[0].marks > 1) return { summary: "done by the second" };
  await client.query("BEGIN");
  await mark(client, "never committed");
  while (!signal.aborted) await client.query("SELECT pg_sleep(0.1)");
  await client.query("ROLLBACK");
  return { summary: "stopped" };
} }`;

interface Mark {
  readonly job: string;
  readonly worker: number;
}

test("--list shows the jobs of all packages, and needs no server", async () => {
  const jobs = (job: string) =>
    `export const jobs = [{ name: "${job}", cron: "*/5 * * * *", run: async () => ({ summary: "" }) }];`;
  const { root } = twoDatabases({
    "packages/core/package.json": '{"name":"@small/core","deepiri":{"jobs":"jobs.mjs"}}',
    "packages/core/jobs.mjs": jobs("core.tidy"),
    "services/reports/package.json":
      '{"name":"@small/reports","deepiri":{"database":"shop","jobs":"jobs.mjs"}}',
    "services/reports/jobs.mjs": jobs("reports.refresh"),
  });
  const env = {
    DATABASE_URL: "postgresql://nobody@127.0.0.1:9/one",
    SHOP_DATABASE_URL: "postgresql://nobody@127.0.0.1:9/two",
  };
  const { code, stdout } = await runDb(["work", "--list", "--json"], { cwd: root, env });
  expect(code).toBe(0);
  expect(
    JSON.parse(stdout).map(({ database, job }: Record<string, string>) => `${database} ${job}`),
  ).toEqual(["deepiri core.tidy", "shop core.tidy", "shop reports.refresh"]);
  const shown = await runDb(["work", "--list", "--database", "shop"], { cwd: root, env });
  expect(shown.stdout).toMatch(/^shop +reports\.refresh +\*\/5 \* \* \* \* +@small\/reports$/m);
});

test("without periodic work it says where to name it", async () => {
  const env = { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/one" };
  const { code, stderr } = await runDb(["work"], { cwd: smallWorkspace().root, env });
  expect(code).toBe(1);
  expect(stderr).toContain('"deepiri": { "jobs": "dist/jobs.js" }');
});

test.each([
  [
    '{ name: "core.tidy", cron: "61 2 * * *", run: async () => ({ summary: "" }) }',
    'core.tidy of @small/core runs at "61 2 * * *"',
  ],
  ['{ name: "core.tidy", cron: "2 * * *", run: async () => ({ summary: "" }) }', "five fields"],
  [
    '{ name: "Tidy up", cron: "15 2 * * *", run: async () => ({ summary: "" }) }',
    'called "Tidy up"',
  ],
  ['{ name: "core.tidy", cron: "15 2 * * *" }', "no function `run`"],
  [[nightly, nightly].join(), "both have a job core.tidy"],
])("a job that cannot be run is refused before any begins: %s", async (jobs, complaint) => {
  const { root } = smallWorkspace({
    "packages/core/package.json": '{"name":"@small/core","deepiri":{"jobs":"jobs.mjs"}}',
    "packages/core/jobs.mjs": `export const jobs = [${jobs}];`,
  });
  const env = { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/one" };
  const { code, stderr } = await runDb(["work"], { cwd: root, env });
  expect(code).toBe(1);
  expect(stderr).toContain(complaint);
});

describe("by hand", () => {
  test("a job runs at once, as the owner of the database's objects, and the run is recorded", async () => {
    const { db, database } = await periodicWorkspace([nightly, broken].join());
    const { code, stdout } = await db("work", "--once", "core.tidy");
    expect(stdout).toMatch(/deepiri core\.tidy done after .*: tidied as deepiri_migrator$/m);
    expect(code).toBe(0);
    expect(await database.query("SELECT job FROM public.marks")).toEqual([{ job: "core.tidy" }]);
    expect(
      await database.query(
        "SELECT job, summary, error, finished_at >= started_at AS ended FROM _jobs.runs",
      ),
    ).toEqual([
      { job: "core.tidy", summary: "tidied as deepiri_migrator", error: null, ended: true },
    ]);
  });

  test("a job that fails ends with 1 and says why in one line, without a password", async () => {
    const { db, database } = await periodicWorkspace([nightly, broken].join());
    const { code, stdout, stderr } = await db("work", "--once", "core.broken", "--json");
    expect(code).toBe(1);
    const message = "cannot reach postgresql://bob@elsewhere/db at all";
    expect(JSON.parse(stdout)).toMatchObject({ event: "failed", job: "core.broken", message });
    expect(await database.query("SELECT error FROM _jobs.runs")).toEqual([{ error: message }]);
    expect(stdout + stderr).not.toContain("hunter2");
    const unknown = await db("work", "--once", "core.tydi");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("there are core.tidy, core.broken");
  });

  test("a database that nobody has migrated is named, with what to type", async () => {
    const { root, database } = await periodicWorkspace(nightly);
    const { code, stderr } = await runDb(
      ["work", "--once", "core.tidy", "--database", "elsewhere"],
      {
        cwd: root,
        env: { DATABASE_URL: database.url },
      },
    );
    expect(code).toBe(1);
    expect(stderr).toContain("elsewhere");
  });
});

describe("workers", () => {
  test("what a worker that was killed in the middle had begun is done by another within seconds", async () => {
    const { startWorker, enqueue, database } = await periodicWorkspace(slow);
    const [one, other] = [startWorker(), startWorker()];
    for (const { log } of [one, other])
      await expect.poll(log, { timeout: 20_000 }).toContain("ready");
    await enqueue("core.slow");
    const marks = () => database.query<Mark>("SELECT job, worker FROM public.marks ORDER BY id");
    await expect.poll(marks, { timeout: 20_000 }).toHaveLength(1);
    const [first] = (await marks()) as [Mark];
    const [victim, heir] = first.worker === one.pid ? [one, other] : [other, one];
    victim.kill("SIGKILL");
    await expect.poll(heir.log, { timeout: 20_000 }).toContain("done by the second");
    expect(await marks()).toEqual([first, { job: "core.slow", worker: heir.pid }]);
    expect(heir.log()).toContain("freed: 1 job of a worker that is gone");
    expect(await database.query("SELECT FROM _jobs.jobs")).toEqual([]);
  });

  test("SIGTERM lets a job come to its next end, and ends with 0", async () => {
    const { startWorker, enqueue, database } = await periodicWorkspace(slow);
    const worker = startWorker();
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("ready");
    await enqueue("core.slow");
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("core.slow started");
    worker.kill("SIGTERM");
    const { code, stdout, stderr } = await worker.outcome;
    expect(stdout).toMatch(/core\.slow done after .*: stopped$/m);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await database.query("SELECT FROM _jobs.jobs")).toEqual([]);
  });

  test("a run that was due while nobody worked is made up for once, by one of several workers", async () => {
    const { startWorker, database, db } = await periodicWorkspace([nightly, slow].join());
    await db("work", "--once", "core.tidy");
    // Known since two days, when it ran last.
    await database.query(
      "INSERT INTO _jobs._private_known_crontabs VALUES ('core.tidy', now() - interval '3 days', now() - interval '2 days')",
    );
    const workers = [startWorker(), startWorker()];
    for (const { log } of workers) await expect.poll(log, { timeout: 20_000 }).toContain("ready");
    const logs = () => workers.map(({ log }) => log()).join("");
    await expect.poll(logs, { timeout: 20_000 }).toContain("tidied");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(logs().match(/core\.tidy done/g)).toHaveLength(1);
    for (const { kill } of workers) kill("SIGTERM");
    for (const { outcome } of workers) expect(await outcome).toMatchObject({ code: 0, stderr: "" });
  });

  test.skipIf(noSweeps)(
    `each tick is for one of several workers${because(noSweeps)}`,
    async () => {
      const often = `{ name: "core.often", cron: "* * * * *", run: async (client) => {
        await mark(client, "core.often");
        return { summary: "" };
      } }`;
      const { startWorker, database } = await periodicWorkspace(often);
      const workers = [startWorker(), startWorker()];
      for (const { log } of workers) await expect.poll(log, { timeout: 20_000 }).toContain("ready");
      const runs = () => database.query("SELECT FROM _jobs.runs");
      await expect.poll(async () => (await runs()).length, { timeout: 70_000 }).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const ticks = "SELECT DISTINCT date_trunc('minute', started_at) FROM _jobs.runs";
      expect(await runs()).toHaveLength((await database.query(ticks)).length);
    },
    120_000,
  );

  test("a job that fails is tried again after a while, and shown", async () => {
    const twice = `{ name: "core.twice", cron: "0 0 1 1 *", run: async (client) => {
      await mark(client, "core.twice");
      const { rows } = await client.query("SELECT count(*)::int AS marks FROM public.marks");
      if (rows[0].marks < 2) throw new Error("not yet");
      return { summary: "now" };
    } }`;
    const { startWorker, enqueue } = await periodicWorkspace(twice);
    const worker = startWorker();
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("ready");
    await enqueue("core.twice");
    await expect
      .poll(worker.log, { timeout: 20_000 })
      .toMatch(/core\.twice failed after .*: not yet/);
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("started: attempt 2");
    await expect.poll(worker.log, { timeout: 20_000 }).toMatch(/core\.twice done after .*: now/);
  });

  test("a worker whose sessions are cut begins anew, and what it had begun is done", async () => {
    const { startWorker, enqueue, database } = await periodicWorkspace(slow);
    const worker = startWorker();
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("ready");
    await enqueue("core.slow");
    const marks = () => database.query("SELECT FROM public.marks WHERE job = 'core.slow'");
    await expect.poll(marks, { timeout: 20_000 }).toHaveLength(1);
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deepiri work' AND datname = current_database()",
    );
    await expect.poll(worker.log, { timeout: 30_000 }).toContain("begins anew");
    await expect.poll(worker.log, { timeout: 30_000 }).toContain("done by the second");
    worker.kill("SIGTERM");
    expect((await worker.outcome).code).toBe(0);
  });

  test("a job that is run by hand while a worker runs it waits and says for whom", async () => {
    const { startWorker, enqueue } = await periodicWorkspace(slow);
    const worker = startWorker();
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("ready");
    await enqueue("core.slow");
    await expect.poll(worker.log, { timeout: 20_000 }).toContain("core.slow started");
    const byHand = startWorker("--once", "core.slow");
    await expect.poll(byHand.log, { timeout: 20_000 }).toContain("waiting");
    worker.kill("SIGTERM");
    expect((await byHand.outcome).stdout).toMatch(
      /core\.slow waiting: session \d+ runs it\n.*done by the second/,
    );
  });
});

test("the runner's tables are nobody's difference: doctor, status and grants see none", async () => {
  const { db } = await periodicWorkspace(nightly);
  const before = await db("doctor", "--json", "--fail-on", "info");
  await db("work", "--once", "core.tidy");
  const after = await db("doctor", "--json", "--fail-on", "info");
  expect(after.stdout).not.toContain("_jobs");
  expect(after.code).toBe(before.code);
  expect((await db("status")).code).toBe(0);
  expect((await db("grants", "--dry-run")).code).toBe(0);
  expect((await db("migrate", "--all")).code).toBe(0);
});
