import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { append, stamp } from "../src/index.js";
import { counted, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog("file");

const events = 20_000;

beforeAll(async () => {
  await database.owner.query(
    `INSERT INTO event_log.events (version, occurred_at, tenant, stream, type, data)
     SELECT n, clock_timestamp(), 'many', CASE WHEN n % 2 = 0 THEN 'long' ELSE 's ' || n END, 't', to_jsonb(n)
     FROM generate_series(0, $1::integer - 1) AS n`,
    [events],
  );
  // The server learns that no event has a position, just before all get one.
  await database.owner.query("VACUUM ANALYZE event_log.events");
  expect(await stamp(client, events)).toBe(events);
  await stamp(client);
});

test.each([
  "SELECT * FROM event_log.read_events(0, 10)",
  "SELECT * FROM event_log.read_events(0, 10, 'many')",
  "SELECT * FROM event_log.read_events(0, 10, 'many', ARRAY['t'])",
  "SELECT * FROM event_log.read_stream('many', 'long', 0, 10)",
  "SELECT event_log.stamp()",
])("%s looks at few pages, though the server knows the columns of before", async (sql) => {
  const session = await database.owner.connect();
  const looked = async () => {
    await append(client, counted(3));
    return pagesOf(session, sql);
  };
  try {
    // More at first: it reads the server's catalogues, and while the server itself vacuums something, what was
    // stamped cannot be forgotten.
    await expect.poll(looked, { timeout: 20_000 }).toBeLessThan(300);
  } finally {
    session.release();
  }
});

/** Pages of 8 kB that a statement looks at. */
async function pagesOf(session: pg.ClientBase, sql: string): Promise<number> {
  const { rows } = await session.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`);
  const [{ Plan: plan }] = rows[0]["QUERY PLAN"];
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}
