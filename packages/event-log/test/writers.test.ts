import { rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { append, type PlacedEvent, readEvents, readLag, stamp } from "../src/index.js";
import { useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

const milliseconds = process.env.TEST_SWEEPS === "1" ? 6_000 : 3_000;

/** What a writer does with its transaction: one in twenty is rolled back, one in five is slow. */
const fate = () => {
  const chance = Math.random();
  return chance < 0.05 ? "rolled back" : chance < 0.25 ? "slow" : "quick";
};

test("of what eight writers commit, two readers see each event once, in the same order", async () => {
  const end = Date.now() + milliseconds;
  const committed = new Set<string>();
  let rolledBack = 0;
  let isWriting = true;

  const write = async (writer: number) => {
    const connection = await database.owner.connect();
    for (let round = 0; Date.now() < end; round += 1) {
      await connection.query("BEGIN");
      const what = fate();
      // Streams that writers share, and one of each writer's own.
      const ids = [`${writer}-${round}-0`, `${writer}-${round}-1`];
      for (const [index, id] of ids.entries()) {
        const stream = index === 0 ? `own ${writer}` : `shared ${round % 5}`;
        const events = [{ type: "written", data: id }];
        await append(rawClient(connection), { tenant: "a", stream, events });
        if (what === "slow") await new Promise((done) => setTimeout(done, 10));
      }
      await connection.query(what === "rolled back" ? "ROLLBACK" : "COMMIT");
      if (what === "rolled back") rolledBack += 1;
      else for (const id of ids) committed.add(id);
    }
    connection.release();
  };
  const read = async () => {
    const seen: PlacedEvent[] = [];
    for (let isLast = false; ; isLast = !isWriting) {
      const events = await readEvents(client, { after: seen.at(-1)?.position ?? 0, limit: 100 });
      seen.push(...events);
      if (isLast && events.length === 0) return seen;
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const readers = [read(), read()];
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  // A read is empty also while another reader stamps; only then is there nothing more to come.
  while ((await readLag(client)).unstamped > 0) await stamp(client);
  isWriting = false;
  const [one, other] = await Promise.all(readers);

  expect(rolledBack).toBeGreaterThan(0);
  expect(one?.map(({ data }) => data).sort()).toEqual([...committed].sort());
  expect(one?.map(({ position }) => position)).toEqual([...committed].map((_, index) => index + 1));
  expect(other).toEqual(one);
  const versions = new Map<string, number>();
  for (const { stream, version } of one ?? []) {
    expect(version).toBe((versions.get(stream) ?? 0) + 1);
    versions.set(stream, version);
  }
});
