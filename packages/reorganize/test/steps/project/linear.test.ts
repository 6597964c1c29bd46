import { expect, it } from "vitest";
import { type Projected, send, withProjected } from "./ground.js";
import type { Projections } from "./plan-projections.js";

// Of ten turns two break a rule, one names a person who is nowhere, and one is left out. `s.seen` counts what is evaluated.
const turns = (count: number): string => `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE SEQUENCE s.seen;
  CREATE TABLE s.people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE s.turns (id int PRIMARY KEY, person int NOT NULL, session int NOT NULL, asked text, answer text);
  CREATE INDEX ON s.turns (person);
  INSERT INTO s.people SELECT n, 'p' || n FROM generate_series(1, ${count / 10}) AS n;
  INSERT INTO s.turns SELECT n, CASE WHEN n % 10 = 3 THEN -n ELSE 1 + n / 10 % ${count / 10} END, n % 2,
      CASE WHEN n % 10 IN (1, 2) THEN '' ELSE 'asked' END, 'answered' FROM generate_series(1, ${count}) AS n;
  CREATE TABLE t.people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE t.messages (id int PRIMARY KEY, person int NOT NULL REFERENCES t.people, content text NOT NULL CHECK (content <> ''));
  CREATE TABLE t.talks (id text PRIMARY KEY, turns int NOT NULL)`;

const projections: Projections = {
  people: { to: "t.people", query: "SELECT p.id, p.name FROM s.people AS p" },
  messages: {
    to: "t.messages",
    query: `SELECT t.id * 2 + part.n AS id, t.person, part.content,
        CASE WHEN pg_catalog.nextval('s.seen') > 0 AND t.id % 10 = 4 THEN 'it is of no use' END AS _left_out
      FROM s.turns AS t CROSS JOIN LATERAL (VALUES (0, t.asked), (1, t.answer)) AS part (n, content)`,
  },
  talks: {
    to: "t.talks",
    query: `SELECT t.person || '/' || t.session AS id, pg_catalog.count(*)::int AS turns FROM s.turns AS t GROUP BY t.person, t.session`,
  },
};

const batch = 50;

async function fill({ session, steps }: Projected): Promise<void> {
  for (const { forward } of steps) await send(session, [forward], batch);
}

/** Rows of tables that the server has come upon so far. */
async function visited({ rows, client, session }: Projected): Promise<number> {
  const flush = "SELECT pg_catalog.pg_stat_force_next_flush()";
  await client.query(flush);
  await session.query(flush);
  const [sum] = await rows(
    "SELECT pg_catalog.sum(seq_tup_read + COALESCE(idx_tup_fetch, 0))::int AS rows FROM pg_catalog.pg_stat_user_tables",
  );
  return Number(sum?.rows);
}

it("evaluates each row once, however many of a batch are refused", () =>
  withProjected(turns(400), projections, async (ground) => {
    await fill(ground);
    expect(await ground.rows("SELECT last_value::int AS evaluated FROM s.seen")).toEqual([
      { evaluated: 2 * 400 },
    ]);
    const [aside] = await ground.rows(
      "SELECT count(*) FILTER (WHERE state = 'quarantined')::int AS refused, count(*) FILTER (WHERE state = 'left out')::int AS left FROM _reorganize.unprojected",
    );
    expect(aside).toEqual({ refused: 120, left: 40 });
    expect(await ground.differences()).toEqual([]);
  }));

it("comes upon no more rows for each where there are more of them, neither filling nor following what programs write", async () => {
  const measured = (count: number) =>
    withProjected(turns(count), projections, async (ground) => {
      const before = await visited(ground);
      await fill(ground);
      const filled = await visited(ground);
      for (const write of [
        // The program's own statements go by key, too.
        "SET enable_seqscan = off",
        "UPDATE s.turns SET answer = 'changed' WHERE id = 205",
        "UPDATE s.turns SET asked = '' WHERE id = 206",
        "INSERT INTO s.people VALUES (-3, 'at last')",
        "DELETE FROM s.turns WHERE id = 207",
      ])
        await ground.client.query(write);
      return { fill: (filled - before) / count, write: (await visited(ground)) - filled };
    });
  const [few, many] = [await measured(400), await measured(1_600)];
  expect(many.fill).toBeLessThan(few.fill * 1.3);
  expect(many.write).toBeLessThan(few.write * 1.3);
});
