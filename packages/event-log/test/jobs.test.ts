import { expect, test } from "vitest";
import { append, readEvents, readLag } from "../src/index.js";
import { jobs } from "../src/jobs.js";
import { asMigrator, counted, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

/** Runs a job as the worker does, and gives its summary. */
async function run(name: string): Promise<string> {
  const job = jobs.find((one) => one.name === name);
  if (job === undefined) throw new Error(`there is no job ${name}`);
  const context = {
    database: database.database,
    url: database.url,
    signal: new AbortController().signal,
  };
  return asMigrator(database, async (_, connection) => {
    await connection.query("SET search_path = ''");
    return (await job.run(connection, context)).summary;
  });
}

test("the stamping job gives all events their positions", async () => {
  const events = Array.from({ length: 10_001 }, () => ({ type: "t", data: 1 }));
  await append(client, { tenant: "a", stream: "s", events });
  expect(await run("event-log.stamp")).toBe("10001 events got their positions");
  expect(await readLag(client)).toMatchObject({ position: 10_001, unstamped: 0 });
  expect(await run("event-log.stamp")).toBe("0 events got their positions");
});

test("idempotency keys of a month ago are forgotten, and no events", async () => {
  await append(client, counted(1, { key: "old" }));
  await append(client, counted(1, { key: "new" }));
  await database.owner.query(
    "UPDATE event_log.event_keys SET created_at = now() - interval '31 days' WHERE key = 'old'",
  );
  expect(await run("event-log.purge-keys")).toBe("1 idempotency keys forgotten");
  expect(await append(client, counted(1, { key: "new" }))).toMatchObject({ isNew: false });
  expect(await append(client, counted(1, { key: "old" }))).toMatchObject({ isNew: true });
  expect(await readEvents(client)).toHaveLength(3);
});

test("partitions that were made since refuse TRUNCATE after the job", async () => {
  await asMigrator(database, (tx) =>
    tx.$queryRawUnsafe(
      "SELECT partitions.make_for('event_log.events', '2020-01-15', '2020-02-15')",
    ),
  );
  expect(await run("event-log.protect-partitions")).toMatch("2 partitions");
  expect(await run("event-log.protect-partitions")).toMatch("0 partitions");
  await expect(database.owner.query("TRUNCATE event_log.events_2020_01")).rejects.toMatchObject({
    code: "23514",
  });
});
