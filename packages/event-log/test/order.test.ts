import { createEmptyDatabase } from "@deepiri/test-database";
import pg from "pg";
import { expect, test } from "vitest";
import { append, readEvents, readLag, readStream, stamp } from "../src/index.js";
import { counted, held, places, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

const of = (stream: string, events = 1) => counted(events, { stream });

test("positions have no gaps and are in the order of each stream", async () => {
  await append(client, of("s", 2));
  await append(client, of("t", 2));
  await append(client, of("s"));
  const events = await readEvents(client);
  expect(events.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  expect(places(events)).toEqual(["s 1", "s 2", "t 1", "t 2", "s 3"]);
});

test("an event whose transaction began first and commits last is not skipped", async () => {
  const late = await held(database, of("late"));
  await append(client, of("s"));
  expect(places(await readEvents(client))).toEqual(["s 1"]);
  await late.commit();
  expect(places(await readEvents(client, { after: 1 }))).toEqual(["late 1"]);
});

test("an event that is rolled back leaves no gap", async () => {
  const gone = await held(database, of("gone", 3));
  await append(client, of("s"));
  await gone.rollback();
  await append(client, of("t"));
  const events = await readEvents(client);
  expect(events.map(({ position }) => position)).toEqual([1, 2]);
});

test("a stream is in its order though an older transaction appends to it after a younger one, and a third is open", async () => {
  const older = await held(database, of("older"));
  const third = await held(database, of("third"));
  await append(client, of("s"));
  await append(older.tx, of("s"));
  await older.commit();
  const events = await readEvents(client);
  expect(places(events)).toEqual(["older 1", "s 1", "s 2"]);
  await third.commit();
  expect(places(await readEvents(client, { after: 3 }))).toEqual(["third 1"]);
});

test("a transaction held open in another database of the server neither delays nor hides events", async () => {
  const other = await createEmptyDatabase();
  const writer = new pg.Client(other.url);
  await writer.connect();
  await writer.query("BEGIN; CREATE TABLE writes_for_long (id integer)");
  await append(client, of("s"));
  const [horizon] = await database.query<{ holds: boolean }>(
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text < pg_current_xact_id()::text AS holds",
  );
  expect(horizon?.holds).toBe(true);
  expect(places(await readEvents(client))).toEqual(["s 1"]);
  await writer.query("COMMIT");
  await writer.end();
  await other.drop();
  await append(client, of("t"));
  expect(places(await readEvents(client, { after: 1 }))).toEqual(["t 1"]);
});

test("an event is numbered within its own transaction, which others do not wait for", async () => {
  const reader = await held(database, of("s"));
  expect(places(await readEvents(reader.tx))).toEqual(["s 1"]);
  await append(client, of("t"));
  expect(await readEvents(client)).toEqual([]);
  await reader.rollback();
  expect(places(await readEvents(client))).toEqual(["t 1"]);
});

test("who finds another stamping goes on with what has a position", async () => {
  await append(client, of("s"));
  const stamping = await held(database);
  expect(await stamp(stamping.tx)).toBe(1);
  expect(await stamp(client)).toBe(0);
  expect(await readEvents(client)).toEqual([]);
  await stamping.commit();
  expect(places(await readEvents(client))).toEqual(["s 1"]);
});

test("stamping stops at its limit, with the events that were written first", async () => {
  await append(client, of("s", 5));
  expect(await stamp(client, 2)).toBe(2);
  expect(await readLag(client)).toMatchObject({ position: 2, unstamped: 3 });
  expect(await stamp(client, 2)).toBe(2);
  expect(await stamp(client, 2)).toBe(1);
  expect(places(await readEvents(client))).toEqual(["s 1", "s 2", "s 3", "s 4", "s 5"]);
});

test("the lag is what is committed and has no position, and how old that is", async () => {
  expect(await readLag(client)).toEqual({ position: 0, unstamped: 0, seconds: 0 });
  const open = await held(database, of("open"));
  await append(client, of("s", 2));
  await database.query("SELECT pg_sleep(0.05)");
  const lag = await readLag(client);
  expect(lag).toMatchObject({ position: 0, unstamped: 2 });
  expect(lag.seconds).toBeGreaterThan(0.05);
  await stamp(client);
  expect(await readLag(client)).toEqual({ position: 2, unstamped: 0, seconds: 0 });
  await open.commit();
  expect(await readLag(client)).toMatchObject({ position: 2, unstamped: 1 });
});

test("the log is read from any point, by tenant and by type", async () => {
  const two = [
    { type: "red", data: 1 },
    { type: "blue", data: 2 },
  ];
  await append(client, { tenant: "a", stream: "s", events: two });
  await append(client, { tenant: "b", stream: "s", events: two });
  const found = async (query: Parameters<typeof readEvents>[1]) =>
    (await readEvents(client, query)).map(({ position }) => position);
  expect(await found({ after: 2 })).toEqual([3, 4]);
  expect(await found({ after: 1, limit: 2 })).toEqual([2, 3]);
  expect(await found({ tenant: "b" })).toEqual([3, 4]);
  expect(await found({ types: ["blue"] })).toEqual([2, 4]);
  expect(await found({ types: ["blue", "red"], tenant: "a", after: 1 })).toEqual([2]);
  expect(await found({ types: [] })).toEqual([]);
});

test("a stream is read from any version, with what the own transaction has appended", async () => {
  await append(client, of("s", 3));
  const open = await held(database, of("s"));
  const stream = { tenant: "a", stream: "s" };
  expect(places(await readStream(open.tx, { ...stream, after: 2 }))).toEqual(["s 3", "s 4"]);
  expect(places(await readStream(client, { ...stream, after: 1, limit: 1 }))).toEqual(["s 2"]);
  await open.rollback();
});

test("where nothing can be written, what has a position is read", async () => {
  await append(client, of("s"));
  await stamp(client);
  await append(client, of("s"));
  const reading = await held(database);
  await reading.tx.$queryRawUnsafe("SET TRANSACTION READ ONLY");
  expect(places(await readEvents(reading.tx))).toEqual(["s 1"]);
  await reading.rollback();
});
