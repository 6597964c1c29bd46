import { useTestDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { asMigrator, makeTotals, refreshTotals } from "./fixture.js";

const db = useTestDatabase("read-models", { per: "test" });

beforeEach(async () => {
  await makeTotals(db);
  await db.owner.query(
    `INSERT INTO shop.sales SELECT n, 'item ' || n % 100, n FROM generate_series(1, 1000) AS n`,
  );
  await refreshTotals(db);
  // From here on a refresh takes until it is let go on.
  await asMigrator(db, async (client) => {
    await client.query(`
      CREATE FUNCTION shop.slowly(numeric) RETURNS numeric LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_catalog.pg_advisory_xact_lock_shared(42); RETURN $1; END $$;
      DROP MATERIALIZED VIEW shop.totals;
      CREATE MATERIALIZED VIEW shop.totals AS SELECT item, shop.slowly(sum(price)) AS total FROM shop.sales GROUP BY item;
      CREATE UNIQUE INDEX totals_item_key ON shop.totals (item)`);
  });
});

/** Runs `work` while a refresh is under way, which ends after it. */
async function whileRefreshing<Result>(work: (pid: number) => Promise<Result>) {
  const gate: pg.PoolClient = await db.owner.connect();
  await gate.query("SELECT pg_advisory_lock(42)");
  const refreshing = refreshTotals(db).then(
    (outcome) => outcome,
    (error: Error) => error.message,
  );
  const waits = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted`;
  let pid: number | undefined;
  while (pid === undefined) pid = (await gate.query<{ pid: number }>(waits)).rows[0]?.pid;
  try {
    return { result: await work(pid), refreshing };
  } finally {
    await gate.query("SELECT pg_advisory_unlock(42)");
    gate.release();
    await refreshing;
  }
}

test("who reads while it is refreshed never waits, and sees the rows from before", async () => {
  await db.owner.query(`INSERT INTO shop.sales VALUES (0, 'new', 1)`);
  const { result } = await whileRefreshing(async () => {
    const reader = await db.owner.connect();
    try {
      await reader.query(`SET lock_timeout = '1ms'`);
      return (await reader.query(`SELECT FROM shop.totals`)).rowCount;
    } finally {
      reader.release(true);
    }
  });
  expect(result).toBe(100);
  expect((await db.owner.query(`SELECT FROM shop.totals`)).rowCount).toBe(101);
});

test("a second that asks is told that one is at it, and does not queue", async () => {
  const { result, refreshing } = await whileRefreshing(async () => {
    const { rows } = await db.owner.query(
      `SELECT running_since IS NOT NULL AS running FROM read_models.freshness('shop.totals')`,
    );
    return [await refreshTotals(db), rows[0]?.running];
  });
  expect(result).toEqual(["running", true]);
  expect(await refreshing).toBe("refreshed");
});

test("of one whose session is terminated a record stays, and the next goes on", async () => {
  const { refreshing } = await whileRefreshing(async (pid) => {
    await db.owner.query(`SELECT pg_terminate_backend($1)`, [pid]);
    const alive = `SELECT FROM pg_stat_activity WHERE pid = $1`;
    while ((await db.owner.query(alive, [pid])).rowCount)
      await new Promise((done) => setTimeout(done, 5));
    const { rows } = await db.owner.query(`SELECT outcome FROM read_models.runs ORDER BY id`);
    expect(rows.at(-1)).toEqual({ outcome: "running" });
  });
  expect(await refreshing).toMatch(/terminat/);
  expect(await refreshTotals(db)).toBe("refreshed");
  const { rows } = await db.owner.query(`SELECT outcome, error FROM read_models.runs ORDER BY id`);
  expect(rows.slice(-2)).toEqual([
    { outcome: "failed", error: "its session ended before it did" },
    { outcome: "refreshed", error: null },
  ]);
});

test("one that is cancelled is recorded, and lets go of its lock", async () => {
  const { refreshing } = await whileRefreshing(async (pid) => {
    await db.owner.query(`SELECT pg_cancel_backend($1)`, [pid]);
    while (
      (await db.owner.query(`SELECT FROM read_models.runs WHERE outcome = 'running'`)).rowCount
    )
      await new Promise((done) => setTimeout(done, 5));
  });
  expect(await refreshing).toMatch(/canceling statement/);
  const { rows } = await db.owner.query(`SELECT outcome FROM read_models.runs ORDER BY id`);
  expect(rows.at(-1)).toEqual({ outcome: "failed" });
  expect(await refreshTotals(db)).toBe("refreshed");
});
