import { expect, it } from "vitest";
import { queryable } from "../../../src/session/queryable.js";
import { compareProjection } from "../../../src/verify/projections/compare.js";
import { type Projected, send, withProjected } from "./ground.js";

const tables = `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.words (id int PRIMARY KEY, word text NOT NULL);
  CREATE TABLE t.words (id int PRIMARY KEY, word text NOT NULL);
  INSERT INTO s.words VALUES (1, 'one'), (2, 'two')`;

const projections = {
  words: {
    to: "t.words",
    query: "SELECT w.id, upper(w.word) AS word FROM s.words AS w",
    back: { "s.words": "SELECT w.id, lower(w.word) AS word FROM t.words AS w" },
  },
};

it("compares by key alone what has come back otherwise than it was written, until an old program writes it", () =>
  withProjected(tables, projections, async (ground) => {
    for (const { forward } of ground.steps) await send(ground.session, [forward], 2);
    const { client } = ground;
    await client.query("UPDATE t.words SET word = 'Een' WHERE id = 1");
    await client.query("UPDATE t.words SET word = 'TWEE' WHERE id = 2");
    await client.query("INSERT INTO t.words VALUES (3, 'Drie'), (4, 'VIER')");
    expect(await ground.rows("SELECT word FROM s.words ORDER BY id")).toEqual(
      ["een", "twee", "drie", "vier"].map((word) => ({ word })),
    );
    expect(await differing(ground)).toEqual([]);

    await client.query(
      "ALTER TABLE t.words DISABLE TRIGGER ALL; UPDATE t.words SET word = word || '!'; ALTER TABLE t.words ENABLE TRIGGER ALL",
    );
    expect(await differing(ground)).toEqual([["2"], ["4"]]);
    await client.query("UPDATE s.words SET word = 'uno' WHERE id = 1");
    expect(await ground.rows("SELECT word FROM t.words WHERE id = 1")).toEqual([{ word: "UNO" }]);
    await client.query("UPDATE s.words SET word = word || '?' WHERE id IN (2, 4)");
    expect(await differing(ground)).toEqual([]);
  }));

async function differing({ client, planned }: Projected) {
  const [words] = planned;
  if (!words) throw new Error("there is a projection");
  await client.query("BEGIN");
  const found = await compareProjection(queryable(client), words);
  await client.query("COMMIT");
  return found.differing.flatMap(({ keys }) => keys);
}
