import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { append, readEvents, runProjection, stamp, transactional } from "../src/index.js";
import { counted, places, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog("file");
const other = useTestDatabase("event-log");

/** Puts the rows of all tables into another database, as a dump and its restore do. */
async function move(): Promise<void> {
  for (const table of ["streams", "events", "event_keys", "projections"]) {
    const rows = await database.query(`SELECT to_jsonb(t) AS row FROM event_log.${table} AS t`);
    await other.owner.query(
      `INSERT INTO event_log.${table} SELECT (jsonb_populate_record(NULL::event_log.${table}, row)).*
       FROM jsonb_array_elements($1) AS row`,
      [JSON.stringify(rows.map(({ row }) => row))],
    );
  }
  const [{ position }] = (await database.query("SELECT position FROM event_log.log_position")) as [
    { position: string },
  ];
  await other.owner.query("UPDATE event_log.log_position SET position = $1", [position]);
  const [{ last_value }] = (await database.owner
    .query("SELECT last_value FROM event_log.events_seq")
    .then(({ rows }) => rows)) as [{ last_value: string }];
  await other.owner.query("SELECT setval('event_log.events_seq', $1)", [last_value]);
}

test("nothing in the log is a transaction number, which means something on one server only", async () => {
  const sql = `SELECT attname FROM pg_attribute
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'event_log'::regnamespace AND relkind IN ('r', 'p'))
      AND attnum > 0 AND atttypid IN ('xid'::regtype, 'xid8'::regtype, 'pg_snapshot'::regtype)`;
  expect(await database.query(sql)).toEqual([]);
});

test("on another server the log goes on, with events that had no position there and readers half way", async () => {
  const seen: string[] = [];
  const projection = {
    name: "p",
    version: 1,
    apply: async (_: unknown, events: Parameters<typeof places>[0]) =>
      void seen.push(...places(events)),
  };
  await append(client, counted(2, { key: "k" }));
  await runProjection(client, projection);
  await append(client, counted(1));
  await stamp(client);
  await append(client, counted(2, { stream: "t" }));
  await move();

  const there = transactional(other.pool);
  expect(await append(there, counted(2, { key: "k" }))).toMatchObject({ isNew: false });
  await append(there, counted(1, { expected: 3 }));
  await runProjection(there, projection);
  expect(seen).toEqual(["s 1", "s 2", "s 3", "t 1", "t 2", "s 4"]);
  const positions = (await readEvents(there)).map(({ position }) => position);
  expect(positions).toEqual([1, 2, 3, 4, 5, 6]);
});
