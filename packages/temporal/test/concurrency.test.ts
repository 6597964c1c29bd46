import { rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { edit, VersionConflict } from "../src/index.js";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();
const clients = 8;
const rows = 5;
const rounds = process.env.TEST_SWEEPS === "1" ? 100 : 25;

/** Entities whose versions have a gap, whose times do not rise, or whose row is not the last version. */
const broken = `
  SELECT id FROM (
    SELECT id, version, row_number() OVER lineage AS expected, valid_from, lag(valid_from) OVER lineage AS before
    FROM notes.counter_version WINDOW lineage AS (PARTITION BY id ORDER BY version)
  ) AS one WHERE version <> expected OR valid_from <= before
  UNION ALL
  SELECT counter.id FROM notes.counter
  LEFT JOIN LATERAL (
    SELECT * FROM notes.counter_version AS one WHERE one.id = counter.id ORDER BY version DESC LIMIT 1
  ) AS last ON true
  WHERE (counter.version, counter.valid_from, counter.n) IS DISTINCT FROM (last.version, last.valid_from, last.n)`;

test("eight clients on few rows, two saves in a transaction too, leave no gap and lose nothing", async () => {
  await migrate(`
    CREATE TABLE notes.counter (id int PRIMARY KEY, n int NOT NULL);
    SELECT temporal.keep_versions('notes.counter');
    INSERT INTO notes.counter SELECT id, 0 FROM generate_series(1, ${rows}) AS id`);
  let saves = 0;
  const work = async (seed: number) => {
    const client = await db.owner.connect();
    try {
      for (let round = 0; round < rounds; round++) {
        const id = ((seed * 7 + round * 3) % rows) + 1;
        const save = "UPDATE notes.counter SET n = n + 1 WHERE id = $1";
        await client.query("BEGIN");
        await client.query(save, [id]);
        if (round % 2 === 0) await client.query(save, [id]);
        await client.query(round % 5 === 4 ? "ROLLBACK" : "COMMIT");
        if (round % 5 !== 4) saves += round % 2 === 0 ? 2 : 1;
      }
    } finally {
      client.release();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => work(index)));
  expect(await sql(broken)).toEqual([]);
  expect(
    await sql(
      "SELECT count(*)::int AS versions, (SELECT sum(n)::int FROM notes.counter) AS saves FROM notes.counter_version",
    ),
  ).toEqual([{ versions: saves + rows, saves }]);
});

test("of many who edit the same version one succeeds, and the others are told", async () => {
  const [seen] = await sql<{ version: number }>("SELECT version FROM notes.counter WHERE id = 1");
  const attempts = Array.from({ length: clients }, (_, n) =>
    edit(
      rawClient(db.owner),
      "notes.counter",
      { id: 1 },
      { n: -n - 1 },
      { expectedVersion: seen?.version ?? 0 },
    ),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(VersionConflict);
});

test("a row that is removed and made again by many at once keeps one line of versions", async () => {
  const cycle = async () => {
    const client = await db.owner.connect();
    try {
      for (let round = 0; round < rounds; round++) {
        const upsert =
          "INSERT INTO notes.counter VALUES (99, 1) ON CONFLICT (id) DO UPDATE SET n = counter.n + 1";
        const refused = (error: { code?: string }) => expect(error.code).toBe("40001");
        await client.query(upsert).catch(refused);
        await client.query("DELETE FROM notes.counter WHERE id = 99").catch(refused);
      }
    } finally {
      client.release();
    }
  };
  await Promise.all([cycle(), cycle(), cycle(), cycle()]);
  expect(await sql(broken)).toEqual([]);
});
