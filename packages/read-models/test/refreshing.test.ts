import { useTestDatabase } from "@deepiri/test-database";
import { beforeEach, describe, expect, test } from "vitest";
import { asMigrator, makeTotals, refreshTotals } from "./fixture.js";

const db = useTestDatabase("read-models", { per: "test" });

const runs = async () =>
  (
    await db.owner.query(
      `SELECT outcome, rows::int, error, finished_at >= started_at AS ended FROM read_models.runs ORDER BY id`,
    )
  ).rows;

const freshness = async () =>
  (await db.owner.query(`SELECT * FROM read_models.freshness('shop.totals')`)).rows[0];

describe("refreshing", () => {
  beforeEach(async () => {
    await makeTotals(db);
    await db.owner.query(
      `INSERT INTO shop.sales VALUES (1, 'tea', 2), (2, 'tea', 3), (3, 'cup', 7)`,
    );
  });

  test("fills the view for the first time, then brings what changed", async () => {
    expect(await refreshTotals(db)).toBe("refreshed");
    await db.owner.query(`INSERT INTO shop.sales VALUES (4, 'pot', 9)`);
    expect(await refreshTotals(db)).toBe("refreshed");
    expect((await db.owner.query(`SELECT item FROM shop.totals ORDER BY 1`)).rows).toEqual([
      { item: "cup" },
      { item: "pot" },
      { item: "tea" },
    ]);
    expect(await runs()).toEqual([
      { outcome: "refreshed", rows: 2, error: null, ended: true },
      { outcome: "refreshed", rows: 3, error: null, ended: true },
    ]);
  });

  test("is told by freshness, also to a service", async () => {
    expect(await freshness()).toMatchObject({ refreshed_at: null, age: null, is_overdue: false });
    await refreshTotals(db);
    const [told] =
      await db.query(`SELECT age < '1 minute' AS young, is_overdue, rows::int, running_since, error
      FROM read_models.freshness('shop.totals')`);
    expect(told).toEqual({
      young: true,
      is_overdue: false,
      rows: 2,
      running_since: null,
      error: null,
    });
  });

  test("is overdue when it was missed twice", async () => {
    await refreshTotals(db);
    await db.owner.query(
      `UPDATE read_models.runs SET started_at = started_at - interval '2 hours 1 minute'`,
    );
    expect(await freshness()).toMatchObject({ is_overdue: true });
  });

  test("that fails is recorded with its error, and the rows of the last good one stay", async () => {
    await refreshTotals(db);

    await asMigrator(db, async (client) => {
      await client.query(`DROP MATERIALIZED VIEW shop.totals;
        CREATE MATERIALIZED VIEW shop.totals AS SELECT item, 10 / sum(price) AS total FROM shop.sales GROUP BY item;
        CREATE UNIQUE INDEX totals_item_key ON shop.totals (item)`);
    });
    await db.owner.query(`INSERT INTO shop.sales VALUES (9, 'free', 0)`);
    await expect(refreshTotals(db)).rejects.toThrow("was not refreshed: division by zero");
    expect((await runs()).at(-1)).toEqual({
      outcome: "failed",
      rows: null,
      error: "division by zero",
      ended: true,
    });
    expect((await db.owner.query(`SELECT FROM shop.totals`)).rowCount).toBe(2);
    expect(await freshness()).toMatchObject({ error: "division by zero" });
    await db.owner.query(`DELETE FROM shop.sales WHERE id = 9`);
    expect(await refreshTotals(db)).toBe("refreshed");
    expect(await freshness()).toMatchObject({ error: null });
  });

  test("inside a transaction is refused, and leaves no lock behind", async () => {
    await asMigrator(db, async (client) => {
      await client.query("BEGIN");
      await expect(client.query(`CALL read_models.refresh('shop.totals')`)).rejects.toThrow(
        "invalid transaction termination",
      );
      await client.query("ROLLBACK");
      expect((await client.query(`CALL read_models.refresh('shop.totals')`)).rows).toEqual([
        { outcome: "refreshed" },
      ]);
      const locks = await client.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(locks.rowCount).toBe(0);
    });
  });

  test("may not be done by a service", async () => {
    await expect(db.query(`CALL read_models.refresh('shop.totals')`)).rejects.toThrow(
      "permission denied",
    );
  });
});

describe("a model whose sources tell how far they are", () => {
  test("is refreshed when that changed, and else found fresh", async () => {
    await makeTotals(db, "shop.how_far()");
    await db.owner.query(`SELECT nextval('shop.position')`);
    expect(await refreshTotals(db)).toBe("refreshed");
    expect(await refreshTotals(db)).toBe("unchanged");
    expect(await freshness()).toMatchObject({ is_overdue: false });
    await db.owner.query(`SELECT nextval('shop.position')`);
    expect(await refreshTotals(db)).toBe("refreshed");
  });
});

describe("registering", () => {
  const register = (view: string) =>
    db.owner.query(`SELECT read_models.register($1, '1 hour')`, [view]);

  test("refuses what cannot be refreshed while it is read", async () => {
    await makeTotals(db);
    await asMigrator(db, async (client) => {
      await client.query(`CREATE VIEW shop.plain AS SELECT 1 AS one;
        CREATE MATERIALIZED VIEW shop.keyless AS SELECT 1 AS one;
        CREATE MATERIALIZED VIEW shop.partly AS SELECT 1 AS one; CREATE UNIQUE INDEX ON shop.partly (one) WHERE one > 0`);
    });
    await expect(register("shop.plain")).rejects.toThrow("no materialized view");
    await expect(register("shop.keyless")).rejects.toThrow("no unique index");
    await expect(register("shop.partly")).rejects.toThrow("no unique index");
    await expect(db.query(`SELECT * FROM read_models.freshness('shop.other')`)).rejects.toThrow(
      "no read model",
    );
  });

  test("again changes how often, and what is due by it", async () => {
    await makeTotals(db);
    const due = async () => (await db.owner.query(`SELECT read_models.due() AS due`)).rows;
    expect(await due()).toEqual([{ due: "shop.totals" }]);
    await refreshTotals(db);
    expect(await due()).toEqual([]);
    await db.owner.query(`SELECT read_models.register('shop.totals', '1 microsecond')`);
    expect(await due()).toEqual([{ due: "shop.totals" }]);
  });

  test("forgetting old runs leaves the last good one", async () => {
    await makeTotals(db);
    await refreshTotals(db);
    await refreshTotals(db);
    const { rows } = await db.owner.query(
      `SELECT read_models.forget_runs(now())::int AS forgotten`,
    );
    expect(rows).toEqual([{ forgotten: 1 }]);
  });
});
