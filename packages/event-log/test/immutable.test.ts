import { expect, test } from "vitest";
import { append, readEvents, stamp } from "../src/index.js";
import { asMigrator, counted, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog("file");

const month = `events_${new Date().toISOString().slice(0, 7).replace("-", "_")}`;

test.each([
  "UPDATE event_log.TABLE SET data = '2'",
  "UPDATE event_log.TABLE SET occurred_at = occurred_at + interval '1 year'",
  "UPDATE event_log.TABLE SET data = data",
  "UPDATE event_log.TABLE SET position = 7",
  "UPDATE event_log.TABLE SET position = NULL",
  "DELETE FROM event_log.TABLE",
  "TRUNCATE event_log.TABLE",
  "INSERT INTO event_log.TABLE SELECT * FROM event_log.events ON CONFLICT (tenant, stream, version, occurred_at) DO UPDATE SET data = '2'",
  "MERGE INTO event_log.TABLE AS e USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE",
])("%s is refused to everybody, also on a partition", async (statement) => {
  await append(client, counted());
  await stamp(client);
  await append(client, counted());
  const before = await database.query("SELECT * FROM event_log.events ORDER BY version");
  for (const table of ["events", month]) {
    const sql = statement.replace("TABLE", table);
    const refusal = { code: "23514", message: expect.stringContaining("never changed or removed") };
    // By its rights, or by the trigger.
    const code = expect.stringMatching("42501|23514");
    await expect(database.query(sql)).rejects.toMatchObject({ code });
    await expect(asMigrator(database, (tx) => tx.$queryRawUnsafe(sql))).rejects.toMatchObject(
      refusal,
    );
    await expect(database.owner.query(sql)).rejects.toMatchObject(refusal);
  }
  expect(await database.query("SELECT * FROM event_log.events ORDER BY version")).toEqual(before);
});

test("an event that has a position keeps it, also while others are stamped", async () => {
  await append(client, counted(3));
  const sql = `UPDATE event_log.events SET position = 1000 + version WHERE position IS NOT NULL`;
  const forging = `SELECT set_config('event_log.stamping', 'on', false)`;
  await stamp(client);
  await asMigrator(database, async (tx) => {
    await tx.$queryRawUnsafe(forging);
    await expect(tx.$queryRawUnsafe(sql)).rejects.toMatchObject({ code: "23514" });
  });
});

test("after stamping nothing is open in the session that did it", async () => {
  const connection = await database.pool.connect();
  await append(client, counted());
  await connection.query("BEGIN");
  await connection.query("SELECT event_log.stamp()");
  await append(client, counted());
  await expect(
    connection.query("UPDATE event_log.events SET position = 7 WHERE position IS NULL"),
  ).rejects.toMatchObject({ code: "23514" });
  connection.release(true);
});

test("a month is retired by detaching its partition, and readers go on", async () => {
  await asMigrator(database, async (tx) => {
    await tx.$queryRawUnsafe(
      `SELECT * FROM event_log.import_events('old', 's',
         '[{"type": "t", "data": 1, "occurred_at": "2020-02-01"}, {"type": "t", "data": 2, "occurred_at": "2020-03-01"}]')`,
    );
    await stamp(tx);
    await tx.$queryRawUnsafe(
      "ALTER TABLE event_log.events DETACH PARTITION event_log.events_2020_02",
    );
  });
  expect(await readEvents(client, { tenant: "old" })).toMatchObject([{ version: 2 }]);
});
