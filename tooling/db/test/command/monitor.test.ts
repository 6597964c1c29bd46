import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeReadings } from "../../src/monitor/describe.js";
import { openMetrics } from "../../src/monitor/openmetrics.js";
import { periodicWorkspace } from "../fixture/periodic-workspace.js";
import { readOpenMetrics } from "../fixture/read-openmetrics.js";
import { runDb, startDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

const jobs = `{ name: "core.tidy", cron: "15 2 * * *", run: async () => ({ summary: "all tidy" }) },
{ name: "core.broken", cron: "15 2 * * *", run: async () => { throw new Error("no luck"); } }`;

const monitor = (metrics: string) => ({
  "packages/core/monitor.mjs": `export const metrics = [${metrics}];\n`,
});
const users = `{ name: "core_users", help: "How many users \\"there\\" are.", type: "gauge",
  read: async (client) => client.$queryRawUnsafe("SELECT count(*)::float8 AS value, json_build_object('kind', 'a \\"b\\" \\\\ c') AS labels FROM public.users") }`;
const failing = `{ name: "core_secrets", help: "Fails.", type: "counter",
  read: async (client) => client.$queryRawUnsafe("SELECT 'hunter2'::int AS value") },
{ name: "core_remote", help: "Fails too.", type: "gauge",
  read: async () => { throw new Error("no answer from https://bob:hunter2@elsewhere/x") } },
{ name: "core_writes", help: "May not write.", type: "gauge",
  read: async (client) => client.$queryRawUnsafe("INSERT INTO public.users (id) VALUES (7) RETURNING 1 AS value") },
{ name: "core_words", help: "Gives no number.", type: "gauge", read: async () => [{ value: "12" }] }`;

test("figures of the packages stand beside those of every database and of the jobs", async () => {
  const { db, database } = await periodicWorkspace(jobs, monitor(users));
  await database.query("INSERT INTO public.users (id) VALUES (1), (2)");
  await db("work", "--once", "core.tidy");
  const { code, stdout, stderr } = await db("monitor", "--json");
  const unread = JSON.parse(stdout).databases[0].figures.filter(
    (one: { failure?: string }) => one.failure,
  );
  expect(unread).toEqual([]);
  expect([code, stderr]).toEqual([0, ""]);
  const [reading] = JSON.parse(stdout).databases;
  expect(reading.database).toBe("deepiri");
  expect(reading.jobs).toEqual([
    expect.objectContaining({
      job: "core.tidy",
      failures: 0,
      waiting: 0,
      isRunning: false,
      said: "all tidy",
    }),
  ]);
  const values = (name: string) =>
    reading.figures.find((one: { name: string }) => one.name === name).samples;
  expect(values("core_users")).toEqual([{ value: 2, labels: { kind: 'a "b" \\ c' } }]);
  expect(values("database_size_bytes")[0].value).toBeGreaterThan(1_000_000);
  expect(values("database_table_size_bytes").length).toBeGreaterThan(3);
  expect(values("database_connections")).toContainEqual({ value: 1, labels: { state: "active" } });
  expect(values("database_oldest_transaction_seconds")[0].value).toBeGreaterThanOrEqual(0);
  const text = await db("monitor");
  expect(text.stdout).toMatch(/core\.tidy +.* ago +.*good +all tidy/);
  expect(text.stdout).toMatch(/^core_users +kind=.* 2$/m);
});

test("a metric that fails is shown as failed, hides no other, and shows no secret", async () => {
  const { db, database } = await periodicWorkspace(jobs, monitor([failing, users].join()));
  const outcomes = await Promise.all([
    db("monitor"),
    db("monitor", "--json"),
    db("monitor", "--openmetrics"),
  ]);
  for (const { code, stdout, stderr } of outcomes) {
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain("hunter2");
    expect(stdout).toContain("core_users");
  }
  const [text, json, open] = outcomes as [
    (typeof outcomes)[0],
    (typeof outcomes)[0],
    (typeof outcomes)[0],
  ];
  expect(text.stdout).toMatch(/^core_secrets +failed: SQLSTATE 22P02$/m);
  expect(text.stdout).toMatch(/^core_words +failed: it gave a string for a number$/m);
  expect(json.stdout).toContain("no answer from https://bob@elsewhere/x");
  expect(json.stdout).toContain("read-only transaction");
  const failed = readOpenMetrics(open.stdout).get("database_metric_failed")?.values;
  expect([...(failed ?? new Map()).keys()]).toHaveLength(4);
  expect(await database.query("SELECT FROM public.users")).toEqual([]);
});

test("a database that is away is shown as such beside others, and its password is not", async () => {
  const { root, database, write } = await periodicWorkspace(jobs, monitor(users));
  write("services/auth/package.json", '{"name":"@small/auth","deepiri":{"database":"shop"}}');
  const env = {
    DATABASE_URL: database.url,
    SHOP_DATABASE_URL: "postgresql://bob:hunter2@127.0.0.1:9/shop",
  };
  const { code, stdout, stderr } = await runDb(["monitor", "--openmetrics"], { cwd: root, env });
  expect(code).toBe(1);
  expect(readOpenMetrics(stdout).get("database_up")?.values).toEqual(
    new Map([
      ['database_up{database="deepiri"}', 1],
      ['database_up{database="shop"}', 0],
    ]),
  );
  const text = await runDb(["monitor"], { cwd: root, env });
  expect(text.stdout).toMatch(/^failed .*127\.0\.0\.1:9/m);
  expect(stdout + stderr + text.stdout + text.stderr).not.toContain("hunter2");
});

test("a job that failed last is shown with why, and ends with 2", async () => {
  const { db } = await periodicWorkspace(jobs);
  await db("work", "--once", "core.broken");
  await db("work", "--once", "core.broken");
  const { code, stdout } = await db("monitor");
  expect(code).toBe(2);
  expect(stdout).toMatch(/core\.broken .*failed 2 times +no luck/);
  const open = await db("monitor", "--openmetrics");
  expect(readOpenMetrics(open.stdout).get("database_job_failures")?.values).toEqual(
    new Map([['database_job_failures{database="deepiri",job="core.broken"}', 2]]),
  );
});

test("--port answers /metrics until it is stopped", async () => {
  const { root, env } = await periodicWorkspace(jobs, monitor(users));
  const { child, outcome } = startDb(["monitor", "--port", "0"], { cwd: root, env });
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (line) => resolve(String(line).trim())),
  );
  const answers = await Promise.all([fetch(url), fetch(url)]);
  for (const answer of answers) {
    expect(answer.headers.get("content-type")).toBe(
      "application/openmetrics-text; version=1.0.0; charset=utf-8",
    );
    const users = readOpenMetrics(await answer.text()).get("core_users");
    expect(users).toMatchObject({ type: "gauge", help: String.raw`How many users \"there\" are.` });
  }
  expect((await fetch(new URL("/", url))).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
  child.kill("SIGTERM");
  expect(await outcome).toMatchObject({ code: 0, stderr: "" });
});

test("--watch prints them again and again until it is stopped", async () => {
  const { root, env } = await periodicWorkspace(jobs);
  const { child, outcome } = startDb(["monitor", "--watch"], { cwd: root, env });
  let shown = "";
  child.stdout?.on("data", (chunk) => (shown += chunk));
  await expect.poll(() => shown.match(/^deepiri at /gm)?.length, { timeout: 20_000 }).toBe(2);
  child.kill("SIGINT");
  expect(await outcome).toMatchObject({ code: 0, stderr: "" });
});

test.each([
  ['name: "core_users", unit: "seconds", type: "gauge"', "has to end with its unit, _seconds"],
  ['name: "core_users_total", type: "counter"', "the format's own names"],
  ['name: "core-users", type: "gauge"', "small letters, digits and underscores"],
  ['name: "database_users", type: "gauge"', "may not begin with database_"],
  ['name: "core_users", type: "histogram"', "has to be a gauge or a counter"],
])("a metric that the format has no place for is refused: %s", async (about, complaint) => {
  const { root } = smallWorkspace({
    "packages/core/package.json": '{"name":"@small/core","deepiri":{"monitor":"monitor.mjs"}}',
    ...monitor(`{ ${about}, help: "Users.", read: async () => [] }`),
  });
  const env = { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/one" };
  const { code, stderr } = await runDb(["monitor"], { cwd: root, env });
  expect(code).toBe(1);
  expect(stderr).toContain(complaint);
});

test("whatever labels, helps and numbers there are, the text is OpenMetrics, and a table fits its width", async () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  const samples = fc.uniqueArray(
    fc.record({ value: fc.double(), labels: fc.record({ kind: text, of: text }) }),
    { maxLength: 5, selector: ({ labels }) => JSON.stringify(labels) },
  );
  const type = fc.constantFrom("gauge" as const, "counter" as const);
  await checkProperty(
    fc.asyncProperty(samples, text, type, async (found, help, type) => {
      const figure = { name: "shop_orders", help, type, samples: found };
      const reading = { url: "postgresql://h/shop", jobs: [], figures: [figure] };
      const readings = ["shop", "office"].map((database) => ({
        ...reading,
        database,
        labels: { database },
      }));
      const family = readOpenMetrics(openMetrics(readings)).get("shop_orders");
      const values = [...(family?.values.values() ?? [])];
      expect(values.sort()).toEqual([...found, ...found].map(({ value }) => value + 0).sort());
    }),
    400,
  );
  const long = "x".repeat(200);
  const figure = {
    name: "shop_orders",
    help: "",
    type: "gauge" as const,
    samples: [{ value: 1, labels: { long } }],
  };
  const shown = describeReadings(
    [{ database: "shop", url: "postgresql://h/shop", labels: {}, jobs: [], figures: [figure] }],
    60,
  );
  expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
});
