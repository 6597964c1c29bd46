import { rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { append, readStream, VersionConflict } from "../src/index.js";
import { counted, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

const stream = { tenant: "a", stream: "s" };

test("events of a stream are numbered from 1", async () => {
  expect(await append(client, counted(2))).toEqual({
    firstVersion: 1,
    lastVersion: 2,
    isNew: true,
  });
  expect(await append(client, counted(3))).toMatchObject({ firstVersion: 3, lastVersion: 5 });
  const versions = (await readStream(client, stream)).map(({ version }) => version);
  expect(versions).toEqual([1, 2, 3, 4, 5]);
});

test("each tenant has streams of its own", async () => {
  await append(client, counted(2));
  await append(client, counted(1, { tenant: "b" }));
  expect(await readStream(client, { ...stream, tenant: "b" })).toMatchObject([{ version: 1 }]);
});

test("an event comes back as it was written", async () => {
  const data = { list: [1, 2.5, null], text: "é\n\u2028'\\" };
  const metadata = { cause: "b 7" };
  await append(client, { ...stream, events: [{ type: "t", data, schemaVersion: 3, metadata }] });
  expect(await readStream(client, stream)).toEqual([
    {
      ...stream,
      position: null,
      version: 1,
      type: "t",
      schemaVersion: 3,
      data,
      metadata,
      actor: null,
      occurredAt: expect.any(Date),
    },
  ]);
});

test("the actor is that of the request context", async () => {
  await client.transaction(async (tx) => {
    await tx.$queryRawUnsafe("SELECT set_config('app.current_user_id', 'user 7', true)");
    await append(tx, counted());
  });
  expect(await readStream(client, stream)).toMatchObject([{ actor: "user 7" }]);
});

test("the time is the server's at the append, not that of the transaction, nor one that the caller gives", async () => {
  await client.transaction(async (tx) => {
    const forged = { type: "t", data: 1, occurred_at: "2001-01-01", actor: "forged" };
    await append(tx, { ...stream, events: [forged] });
    await tx.$queryRawUnsafe("SELECT pg_sleep(0.02)::text");
    await append(tx, counted());
  });
  const [first, second] = await readStream(client, stream);
  const apart = (second?.occurredAt.getTime() ?? 0) - (first?.occurredAt.getTime() ?? 0);
  expect(apart).toBeGreaterThan(15);
  expect(Math.abs(Date.now() - (first?.occurredAt.getTime() ?? 0))).toBeLessThan(60_000);
  expect(first?.actor).toBeNull();
});

test("what was appended in a transaction that is rolled back is not there, nor are its versions used up", async () => {
  const failing = client.transaction(async (tx) => {
    await append(tx, counted(2, { key: "k" }));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await append(client, counted(1, { key: "k" }))).toEqual({
    firstVersion: 1,
    lastVersion: 1,
    isNew: true,
  });
});

test.each([
  ["none", 0],
  [0, 0],
  [2, 2],
  ["any", 0],
  ["any", 2],
] as const)("expecting %s suits a stream of version %i", async (expected, there) => {
  if (there > 0) await append(client, counted(there));
  const appended = await append(client, counted(1, { expected }));
  expect(appended.firstVersion).toBe(there + 1);
});

test.each([
  ["none", 0, 2],
  [1, 1, 2],
  [3, 3, 2],
  [1, 1, 0],
] as const)(
  "expecting %s conflicts, and the error says %i and %i",
  async (given, expected, actual) => {
    if (actual > 0) await append(client, counted(actual));
    const conflict = await append(client, counted(1, { expected: given })).catch((error) => error);
    expect(conflict).toBeInstanceOf(VersionConflict);
    expect(conflict).toMatchObject({ ...stream, expected, actual });
    expect(conflict.message).toContain(`version ${actual}, not ${expected}`);
    expect(await readStream(client, stream)).toHaveLength(actual);
  },
);

test("a transaction goes on after a conflict, and the key is free", async () => {
  await append(client, counted(2));
  await client.transaction(async (tx) => {
    const once = (expected: number) => append(tx, counted(1, { expected, key: "k" }));
    const conflict: VersionConflict = await once(1).catch((error) => error);
    expect(await once(conflict.actual)).toMatchObject({ firstVersion: 3, isNew: true });
  });
  expect(await readStream(client, stream)).toHaveLength(3);
});

test("in SQL a conflict is an error with a state of its own", async () => {
  const once = `SELECT * FROM event_log.append('a', 's', '[{"type": "t", "data": 1}]', expected => 0)`;
  expect(await database.query(once)).toEqual([
    { first_version: "1", last_version: "1", is_new: true },
  ]);
  await expect(database.query(once)).rejects.toMatchObject({
    code: "EL001",
    message: 'stream "s" has version 1, not 0 as expected',
  });
});

test("of eight that expect the same version one succeeds, and the others learn of it", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => append(client, counted(1, { expected: "none" }))),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(7);
  for (const one of refused) expect(one).toMatchObject({ reason: { expected: 0, actual: 1 } });
  expect(await readStream(client, stream)).toHaveLength(1);
});

test("the same key again gives the same answer and adds nothing, whatever is expected by then", async () => {
  const first = await append(client, counted(2, { key: "k", expected: "none" }));
  await append(client, counted(3));
  const again = await append(client, counted(2, { key: "k", expected: "none" }));
  expect(again).toEqual({ ...first, isNew: false });
  expect(await readStream(client, stream)).toHaveLength(5);
});

test("the same key within a transaction counts too", async () => {
  await client.transaction(async (tx) => {
    await append(tx, counted(2, { key: "k" }));
    expect(await append(tx, counted(2, { key: "k" }))).toMatchObject({
      lastVersion: 2,
      isNew: false,
    });
  });
});

test("of eight that race with the same key one appends, and all get its answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => append(client, counted(2, { key: "k", expected: "none" }))),
  );
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  for (const answer of answers) expect(answer).toMatchObject({ firstVersion: 1, lastVersion: 2 });
  expect(await readStream(client, stream)).toHaveLength(2);
});

test("the same key is another one in another tenant", async () => {
  await append(client, counted(1, { key: "k" }));
  const other = await append(client, counted(1, { key: "k", tenant: "b" }));
  expect(other.isNew).toBe(true);
});

test("a key that was used for another stream is refused", async () => {
  await append(client, counted(1, { key: "k" }));
  await expect(append(client, counted(1, { key: "k", stream: "t" }))).rejects.toMatchObject({
    code: "23505",
    constraint: "event_keys_pkey",
  });
});

test("under REPEATABLE READ a stream that changed since is a serialization failure, to be repeated", async () => {
  const connection = await database.pool.connect();
  await connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await connection.query("SELECT 1");
  await append(client, counted(1, { key: "k" }));
  await expect(append(rawClient(connection), counted(1, { key: "k" }))).rejects.toMatchObject({
    code: "40001",
  });
  connection.release(true);
});

test.each([
  ["no events", counted(0), "22023"],
  ["an event without type", { ...stream, events: [{ data: 1 }] }, "23502"],
  ["an event without data", { ...stream, events: [{ type: "t" }] }, "23502"],
  ["an empty type", { ...stream, events: [{ type: "", data: 1 }] }, "23514"],
  ["an empty stream", counted(1, { stream: "" }), "23514"],
  ["an empty key", counted(1, { key: "" }), "23514"],
])("%s is refused", async (_, appending, code) => {
  await expect(append(client, appending as never)).rejects.toMatchObject({ code });
});

test("who listens is told at commit, if the append asks for it", async () => {
  const listener = await database.pool.connect();
  const heard: string[] = [];
  listener.on("notification", ({ channel }) => heard.push(channel));
  await listener.query("LISTEN event_log");
  await append(client, counted());
  await listener.query("SELECT 1");
  expect(heard).toEqual([]);
  await append(client, counted(1, { notify: true }));
  await listener.query("SELECT 1");
  expect(heard).toEqual(["event_log"]);
  listener.release(true);
});
