import type pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { leasePool } from "../../src/client/shared-pool.js";
import { connectOnce, withSessionPool } from "../../src/index.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();

/** Ends a session that is lent and has nothing to do; without a listener that would end the process. */
async function loseWhileLent(pool: pg.Pool): Promise<unknown> {
  const lent = await pool.connect();
  const { rows } = await lent.query("SELECT pg_backend_pid() AS pid");
  const ended = new Promise((resolve) => lent.once("end", resolve));
  const other = await connectOnce(shop.url);
  await other.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
  await other.end();
  await ended;
  const error = await lent.query("SELECT 1").catch((thrown: unknown) => thrown);
  lent.release(true);
  return error;
}

test("a session of a library's pool that is lost while it rests fails with its next query", () =>
  withSessionPool(shop.url, { applicationName: "lent", prepare: async () => {} }, async (pool) => {
    expect(await loseWhileLent(pool)).toBeInstanceOf(Error);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  }));

test("a service's connection that is lost while it is lent does not end the process", async () => {
  const limits = { statementTimeoutMs: 1_000, lockTimeoutMs: 1_000, connectTimeoutMs: 10_000 };
  const times = { idleInTransactionTimeoutMs: 0, idleTimeoutMs: 1_000, lifetimeMs: 60_000 };
  const lease = leasePool({
    url: shop.url,
    poolSize: 2,
    applicationName: "lent",
    ...limits,
    ...times,
  });
  onTestFinished(() => lease.release());
  expect(await loseWhileLent(lease.pool)).toBeInstanceOf(Error);
  expect((await lease.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
