import { expect, test } from "vitest";
import { append, importEvents, readEvents, readStream } from "../src/index.js";
import { asMigrator, counted, places, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

const old = (occurredAt: string, actor?: string) => ({
  type: "t",
  data: 1,
  occurredAt: new Date(occurredAt),
  actor,
});

const stream = { tenant: "a", stream: "s" };

test("imported events keep their times and actors, in partitions of their months", async () => {
  const events = [old("2019-12-31T23:59:59.999Z", "user 7"), old("2020-01-01T00:00:00Z")];
  const appended = await asMigrator(database, (tx) => importEvents(tx, { ...stream, events }));
  expect(appended).toEqual({ firstVersion: 1, lastVersion: 2, isNew: true });
  expect(await readStream(client, stream)).toMatchObject([
    { version: 1, occurredAt: events[0]?.occurredAt, actor: "user 7" },
    { version: 2, occurredAt: events[1]?.occurredAt, actor: null },
  ]);
  const sql = "SELECT tableoid::regclass::text AS name FROM event_log.events ORDER BY version";
  expect((await database.query(sql)).map(({ name }) => name)).toEqual([
    "event_log.events_2019_12",
    "event_log.events_2020_01",
  ]);
});

test("their positions are the next ones", async () => {
  await append(client, counted());
  await readEvents(client);
  const events = [old("2020-05-01T00:00:00Z")];
  await asMigrator(database, (tx) => importEvents(tx, { ...stream, stream: "t", events }));
  expect(await readEvents(client, { after: 1 })).toMatchObject([{ position: 2, stream: "t" }]);
});

test("an import can be repeated under its key, and conflicts as an append does", async () => {
  const events = [old("2020-05-01T00:00:00Z")];
  await asMigrator(database, async (tx) => {
    const once = () => importEvents(tx, { ...stream, events, key: "portion 1", expected: "none" });
    await once();
    expect(await once()).toMatchObject({ isNew: false });
    const other = importEvents(tx, { ...stream, events, expected: "none" });
    await expect(other).rejects.toMatchObject({ expected: 0, actual: 1 });
  });
});

test.each([
  ["a time to come", [old("2400-01-01T00:00:00Z")], "22023"],
  ["no events", [], "22023"],
])("%s is refused", async (_, events, code) => {
  const importing = asMigrator(database, (tx) => importEvents(tx, { ...stream, events }));
  await expect(importing).rejects.toMatchObject({ code });
});

test("an event without a time is refused", async () => {
  const sql = `SELECT event_log.import_events('a', 's', '[{"type": "t", "data": 1}]')`;
  const importing = asMigrator(database, (tx) => tx.$queryRawUnsafe(sql));
  await expect(importing).rejects.toMatchObject({ code: "23502" });
});

test("events that came before their partition was made can be drained from the default one", async () => {
  await asMigrator(database, async (tx) => {
    await tx.$queryRawUnsafe(
      `SELECT event_log.write_events('a', 's', '[{"type": "t", "data": 1, "occurred_at": "2020-05-01"},
         {"type": "t", "data": 2, "occurred_at": "2020-06-01"}]', NULL, NULL, true)::text`,
    );
    await tx.$queryRawUnsafe("SELECT partitions.drain('event_log.events')");
  });
  const sql = "SELECT tableoid::regclass::text AS name FROM event_log.events ORDER BY version";
  expect((await database.query(sql)).map(({ name }) => name)).toEqual([
    "event_log.events_2020_05",
    "event_log.events_2020_06",
  ]);
  expect(places(await readEvents(client))).toEqual(["s 1", "s 2"]);
});
