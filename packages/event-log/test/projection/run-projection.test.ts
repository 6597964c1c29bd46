import type { RawClient } from "@deepiri/database";
import { beforeEach, expect, test } from "vitest";
import {
  append,
  type PlacedEvent,
  type Projection,
  ProjectionError,
  readProjections,
  runProjection,
} from "../../src/index.js";
import { counted, held, places, useEventLog } from "../use-event-log.js";

const { database, client } = useEventLog();

beforeEach(async () => {
  // Sums by stream, and how often each event was applied.
  await database.owner.query(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.sums (projection text, stream text, sum integer, PRIMARY KEY (projection, stream));
    CREATE TABLE shop.applied (projection text, position bigint);
    GRANT USAGE ON SCHEMA shop TO PUBLIC;
    GRANT ALL ON ALL TABLES IN SCHEMA shop TO PUBLIC`);
});

/** The projection that adds up what "counted" events carry. */
function sums(more: Partial<Projection> = {}): Projection {
  const projection = { name: "shop.sums", version: 1, ...more };
  const id = `${projection.name} ${projection.version}`;
  return {
    apply: async (tx: RawClient, events: readonly PlacedEvent[]) => {
      for (const { stream, data, position } of events) {
        await tx.$queryRawUnsafe(
          `INSERT INTO shop.sums AS s VALUES ($1, $2, $3)
           ON CONFLICT (projection, stream) DO UPDATE SET sum = s.sum + excluded.sum`,
          ...[id, stream, data],
        );
        await tx.$queryRawUnsafe(`INSERT INTO shop.applied VALUES ($1, $2)`, id, position);
      }
    },
    ...projection,
  };
}

const sumsOf = (id: string) =>
  database.query("SELECT stream, sum FROM shop.sums WHERE projection = $1 ORDER BY stream", [id]);

const applied = async (id = "shop.sums 1") => {
  const sql = "SELECT position::int FROM shop.applied WHERE projection = $1 ORDER BY ctid";
  return (await database.query(sql, [id])).map(({ position }) => position);
};

test("a run applies what is new, in order, and the next goes on from there", async () => {
  await append(client, counted(3));
  expect(await runProjection(client, sums())).toEqual({ applied: 3, isTaken: false });
  await append(client, counted(2, { stream: "t" }));
  expect(await runProjection(client, sums(), { batch: 1 })).toEqual({ applied: 2, isTaken: false });
  expect(await runProjection(client, sums())).toEqual({ applied: 0, isTaken: false });
  expect(await applied()).toEqual([1, 2, 3, 4, 5]);
  expect(await sumsOf("shop.sums 1")).toEqual([
    { stream: "s", sum: 6 },
    { stream: "t", sum: 3 },
  ]);
});

test("an event that commits late is applied late, and once", async () => {
  const late = await held(database, counted(1, { stream: "late" }));
  await append(client, counted(2));
  await runProjection(client, sums());
  await late.commit();
  await runProjection(client, sums());
  expect(await applied()).toEqual([1, 2, 3]);
});

test("of several runners one works, and no event is applied twice", async () => {
  for (let round = 0; round < 10; round += 1) await append(client, counted(5));
  const runs = await Promise.all(
    Array.from({ length: 5 }, () => runProjection(client, sums(), { batch: 3 })),
  );
  expect(runs.some(({ isTaken }) => isTaken)).toBe(true);
  await runProjection(client, sums());
  expect(await applied()).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test("who comes second returns at once, while other projections and versions go on", async () => {
  await append(client, counted());
  let seen: unknown;
  const first = sums({
    apply: async () => {
      seen = [
        await runProjection(client, sums()),
        await runProjection(client, sums({ version: 2 })),
        await runProjection(client, sums({ name: "shop.other" })),
      ];
    },
  });
  await runProjection(client, first);
  expect(seen).toEqual([
    { applied: 0, isTaken: true },
    { applied: 1, isTaken: false },
    { applied: 1, isTaken: false },
  ]);
});

test("a crash between the writes and the checkpoint leaves neither", async () => {
  await append(client, counted(4));
  const crashing = {
    ...client,
    transaction: <Result>(work: (tx: RawClient) => Promise<Result>) =>
      client.transaction(async (tx) => {
        await work(tx);
        throw new Error("the program ended");
      }),
  };
  await expect(runProjection(crashing, sums())).rejects.toThrow("the program ended");
  expect(await applied()).toEqual([]);
  await runProjection(client, sums());
  expect(await applied()).toEqual([1, 2, 3, 4]);
});

/** Fails on the event at a position, after it has written. */
function failingAt(position: number): Projection {
  const { apply, ...rest } = sums();
  return {
    ...rest,
    apply: async (tx, events) => {
      await apply(tx, events);
      if (events.some((event) => event.position === position)) throw new Error("no such product");
    },
  };
}

test.each([1, 3, 7])(
  "an error stops it before event %i, which it names and records",
  async (at) => {
    await append(client, counted(7));
    const error = await runProjection(client, failingAt(at)).catch((failure) => failure);
    expect(error).toBeInstanceOf(ProjectionError);
    expect(error).toMatchObject({ projection: "shop.sums", version: 1, event: { position: at } });
    expect(error.message).toMatch(
      `event ${at}, "counted" (version ${at} of stream "s"): no such product`,
    );
    expect(await applied()).toEqual(Array.from({ length: at - 1 }, (_, index) => index + 1));
    expect(await readProjections(client)).toMatchObject([
      { position: at - 1, behind: 8 - at, status: "failed", error: error.message },
    ]);
  },
);

test("run again, it goes on with the event that failed, and the error is gone", async () => {
  await append(client, counted(3));
  await runProjection(client, failingAt(2)).catch(() => {});
  await runProjection(client, failingAt(2)).catch(() => {});
  expect(await applied()).toEqual([1]);
  await runProjection(client, sums());
  expect(await applied()).toEqual([1, 2, 3]);
  expect(await readProjections(client)).toMatchObject([
    { name: "shop.sums", version: 1, position: 3, behind: 0, status: "running", error: null },
  ]);
});

test("an error of the database in apply is recorded too", async () => {
  await append(client, counted());
  const projection = sums({
    apply: async (tx) => void (await tx.$queryRawUnsafe("SELECT 1 / 0")),
  });
  await expect(runProjection(client, projection)).rejects.toThrow("division by zero");
  expect(await readProjections(client)).toMatchObject([{ status: "failed", position: 0 }]);
});

test("a new version is built from the first event beside the old one, and is the same", async () => {
  for (const stream of ["s", "t", "s"]) await append(client, counted(4, { stream }));
  await runProjection(client, sums(), { batch: 5 });
  await append(client, counted(2, { stream: "t" }));
  await runProjection(client, sums());
  await runProjection(client, sums({ version: 2 }), { batch: 2 });
  expect(await sumsOf("shop.sums 2")).toEqual(await sumsOf("shop.sums 1"));
  expect(await readProjections(client)).toMatchObject([
    { version: 1, position: 14, behind: 0 },
    { version: 2, position: 14, behind: 0 },
  ]);
});

test("of some types or one tenant only, it does not look at the others again", async () => {
  await append(client, counted(2, { tenant: "b" }));
  await append(client, { tenant: "a", stream: "s", events: [{ type: "other", data: 1 }] });
  await append(client, counted(1));
  await append(client, { tenant: "a", stream: "s", events: [{ type: "other", data: 1 }] });
  const seen: string[] = [];
  const projection = sums({
    types: ["counted"],
    tenant: "a",
    apply: async (_, events) => void seen.push(...places(events)),
  });
  expect(await runProjection(client, projection)).toMatchObject({ applied: 1 });
  expect(seen).toEqual(["s 2"]);
  expect(await readProjections(client)).toMatchObject([{ position: 5, behind: 0 }]);
});

test("a run ends after the batch at hand when it is told to", async () => {
  await append(client, counted(6));
  const controller = new AbortController();
  const { apply, ...rest } = sums();
  const projection: Projection = {
    ...rest,
    apply: async (tx, events) => {
      await apply(tx, events);
      controller.abort();
    },
  };
  await runProjection(client, projection, { batch: 2, signal: controller.signal });
  expect(await applied()).toEqual([1, 2]);
});
