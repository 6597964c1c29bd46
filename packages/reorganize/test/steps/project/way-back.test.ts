import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { project } from "../../../src/steps/project/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { proveKind } from "../../fixture/prove-kind.js";

const source = `
  CREATE SCHEMA legacy;
  CREATE TABLE legacy.turns (id int PRIMARY KEY, topic text, asked text NOT NULL, answer text, note text);
  INSERT INTO legacy.turns
  SELECT n, 't' || n % 5, 'q' || n, CASE WHEN n % 4 > 0 THEN 'a' || n END, 'n' || n FROM generate_series(1, 40) AS n`;

const target = `
  CREATE SCHEMA talk;
  CREATE TABLE talk.turns (id bigint PRIMARY KEY, topic text);
  CREATE TABLE talk.messages (turn_id bigint REFERENCES talk.turns ON DELETE CASCADE, sender text, content text NOT NULL, PRIMARY KEY (turn_id, sender))`;

const projections = {
  turns: {
    to: "talk.turns",
    query: "SELECT t.id, t.topic FROM legacy.turns AS t",
    unit: [],
    back: {},
  },
  messages: {
    to: "talk.messages",
    query: `
      SELECT t.id AS turn_id, part.sender, part.content FROM legacy.turns AS t
        CROSS JOIN LATERAL (VALUES ('user', t.asked), ('agent', t.answer)) AS part (sender, content)
       WHERE part.content IS NOT NULL`,
    unit: [],
    back: {
      "legacy.turns": `
        SELECT t.id::int AS id, t.topic, asked.content AS asked, answer.content AS answer
          FROM talk.turns AS t
          JOIN talk.messages AS asked ON asked.turn_id = t.id AND asked.sender = 'user'
          LEFT JOIN talk.messages AS answer ON answer.turn_id = t.id AND answer.sender = 'agent'`,
    },
  },
};

const leftOut = { "legacy.turns.note": "nobody reads it" };

it("carries writes of new programs to the old tables, while old programs go on writing these", async () => {
  await proveKind({
    source,
    target,
    kinds: [prepare, reshape, project],
    mapping: { projections, leftOut },
    look,
  });
});

async function look({ rows, client }: Ground): Promise<void> {
  const old = () => rows("SELECT id, topic, asked, answer FROM legacy.turns ORDER BY id");
  const now = () =>
    rows(`SELECT t.id::int AS id, t.topic, asked.content AS asked, answer.content AS answer FROM talk.turns AS t
      LEFT JOIN talk.messages AS asked ON asked.turn_id = t.id AND asked.sender = 'user'
      LEFT JOIN talk.messages AS answer ON answer.turn_id = t.id AND answer.sender = 'agent' ORDER BY 1`);
  const begun = await old();
  expect(begun).toEqual(await now());
  await client.query("BEGIN");
  for (const write of [
    "UPDATE talk.messages SET content = 'new ' || content WHERE turn_id < 5",
    "UPDATE talk.turns SET topic = 'other' WHERE id = 7",
    "UPDATE legacy.turns SET topic = 'older' WHERE id = 8",
    "DELETE FROM talk.messages WHERE turn_id = 9 AND sender = 'agent'",
    "INSERT INTO talk.messages VALUES (4, 'agent', 'at last')",
    "DELETE FROM legacy.turns WHERE id = 10",
    "DELETE FROM talk.turns WHERE id = 11",
    "INSERT INTO legacy.turns VALUES (100, 'x', 'old', NULL)",
    "UPDATE talk.turns SET topic = 'y' WHERE id = 100",
  ]) {
    await client.query(write);
    expect({ write, old: await old() }).toEqual({ write, old: await now() });
  }
  // A turn comes with its first message.
  await client.query("INSERT INTO talk.turns VALUES (200, 'z')");
  await client.query("INSERT INTO talk.messages VALUES (200, 'user', 'hello')");
  expect(await old()).toEqual(await now());
  await client.query("UPDATE legacy.turns SET answer = 'yes' WHERE id = 200");
  expect(await old()).toEqual(await now());
  expect(await rows("SELECT note FROM legacy.turns WHERE id IN (3, 7) ORDER BY id")).toEqual([
    { note: "n3" },
    { note: "n7" },
  ]);
  expect(await rows("SELECT * FROM _reorganize.unprojected")).toEqual([]);
  await client.query("ROLLBACK");
}
