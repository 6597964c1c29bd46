import { rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeEach, expect, test } from "vitest";
import { readModel } from "../src/index.js";
import { jobs } from "../src/jobs.js";
import { metrics } from "../src/monitor.js";
import { asMigrator, makeTotals } from "./fixture.js";

const db = useTestDatabase("read-models", { per: "test" });

beforeEach(async () => {
  await makeTotals(db);
  await db.owner.query(`INSERT INTO shop.sales VALUES (1, 'tea', 2)`);
});

const context = () => ({
  database: db.database,
  url: db.url,
  signal: new AbortController().signal,
});

const run = async () =>
  await asMigrator(db, async (connection) => await jobs[0]?.run(connection, context()));

test("the job refreshes what is due, and nothing else", async () => {
  expect(await run()).toEqual({ summary: "1 of 1 read models that were due refreshed" });
  expect(await run()).toEqual({ summary: "0 of 0 read models that were due refreshed" });
});

test("one model that fails keeps no other from its turn", async () => {
  await asMigrator(db, async (client) => {
    await client.query(`CREATE MATERIALIZED VIEW shop.broken AS SELECT 1 / (price - price) AS one FROM shop.sales WITH NO DATA;
      CREATE UNIQUE INDEX ON shop.broken (one); SELECT read_models.register('shop.broken', '1 hour')`);
  });
  await expect(run()).rejects.toThrow("shop.broken was not refreshed: division by zero");
  expect(await readModel(rawClient(db.pool), "shop.totals")).toMatchObject({
    name: "shop.totals",
    rows: 1,
    isOverdue: false,
    error: null,
    refreshedAt: expect.any(Date),
    ageSeconds: expect.any(Number),
  });
  expect(await readModel(rawClient(db.pool), "shop.broken")).toMatchObject({
    refreshedAt: null,
    ageSeconds: null,
    error: "division by zero",
  });
});

test("the metrics tell age, duration and failure", async () => {
  const read = async () =>
    await asMigrator(db, async (connection) => {
      const samples: Record<string, number | undefined> = {};
      for (const { name, read: readMetric } of metrics)
        samples[name] = (await readMetric(rawClient(connection)))[0]?.value;
      return samples;
    });
  expect(await read()).toEqual({
    read_models_age_seconds: undefined,
    read_models_duration_seconds: undefined,
    read_models_overdue: 0,
    read_models_failing: 0,
  });
  await run();
  await db.owner.query(`UPDATE read_models.runs SET started_at = started_at - interval '3 hours'`);
  const late = await read();
  expect(late).toMatchObject({ read_models_overdue: 1, read_models_failing: 0 });
  expect(late.read_models_age_seconds).toBeGreaterThan(3 * 3600 - 1);
  expect(late.read_models_duration_seconds).toBeGreaterThan(0);
});

test("records of runs are kept for a while", async () => {
  await run();
  await db.owner.query(`UPDATE read_models.runs SET started_at = started_at - interval '91 days'`);
  await run();
  const forgotten = await asMigrator(
    db,
    async (connection) => await jobs[1]?.run(connection, context()),
  );
  expect(forgotten).toEqual({ summary: "1 records of runs deleted" });
});
