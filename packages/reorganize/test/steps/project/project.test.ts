import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { project } from "../../../src/steps/project/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { proveKind } from "../../fixture/prove-kind.js";

const kinds = [prepare, reshape, project];

const source = `
  CREATE SCHEMA legacy;
  CREATE TABLE legacy.turns (id int PRIMARY KEY, user_id int NOT NULL, session text, asked text NOT NULL, answer text, at timestamptz NOT NULL);
  INSERT INTO legacy.turns
  SELECT n, n % 7, CASE WHEN n % 3 > 0 THEN 's' || n % 5 END, 'q' || n, CASE WHEN n % 4 > 0 THEN 'a' || n END, '2026-01-01'::timestamptz + n * interval '1 minute'
    FROM generate_series(1, 60) AS n`;

const target = `
  CREATE SCHEMA talk;
  CREATE TABLE talk.conversations (id text PRIMARY KEY, user_id int NOT NULL, session text, turns int NOT NULL, begun_at timestamptz NOT NULL);
  CREATE TABLE talk.messages (id bigint PRIMARY KEY, conversation_id text NOT NULL REFERENCES talk.conversations, sender text NOT NULL, content text NOT NULL CHECK (content <> ''), sent_at timestamptz NOT NULL);
  CREATE INDEX ON talk.messages (conversation_id)`;

const conversation = "t.user_id || '/' || COALESCE(t.session, '#' || t.id)";

const projections = {
  conversations: {
    to: "talk.conversations",
    query: `
      SELECT ${conversation} AS id, t.user_id, t.session, count(*)::int AS turns, min(t.at) AS begun_at
        FROM legacy.turns AS t GROUP BY t.user_id, t.session, ${conversation}`,
    unit: [],
    back: {},
  },
  messages: {
    to: "talk.messages",
    query: `
      SELECT t.id * 2 + part.n AS id, ${conversation} AS conversation_id, part.sender, part.content, t.at + part.n * interval '1 second' AS sent_at
        FROM legacy.turns AS t
        CROSS JOIN LATERAL (VALUES (0, 'user', t.asked), (1, 'agent', t.answer)) AS part (n, sender, content)
       WHERE part.content IS NOT NULL`,
    unit: [],
    back: {},
  },
};

it("makes one row two, and many one, and keeps them in step", async () => {
  await proveKind({ source, target, kinds, mapping: { projections }, look });
});

async function look({ rows, client }: Ground): Promise<void> {
  const shown = async () => ({
    conversations: await rows(`SELECT * FROM talk.conversations ORDER BY id`),
    messages: await rows(`SELECT * FROM talk.messages ORDER BY id`),
  });
  const wanted = async () => ({
    conversations: await rows(
      `SELECT * FROM (${projections.conversations.query}) AS q ORDER BY id`,
    ),
    messages: await rows(`SELECT * FROM (${projections.messages.query}) AS q ORDER BY id`),
  });
  const before = await shown();
  expect(before.messages.length).toBeGreaterThan(100);
  expect(before).toEqual(plain(await wanted()));
  await client.query("BEGIN");
  for (const write of [
    "INSERT INTO legacy.turns VALUES (1000, 3, 's1', 'new', NULL, now()), (1001, 3, 's1', 'newer', 'yes', now())",
    "UPDATE legacy.turns SET answer = 'later', session = 's9' WHERE id % 5 = 0",
    "DELETE FROM legacy.turns WHERE user_id = 2",
    "UPDATE legacy.turns SET id = id + 5000 WHERE id < 10",
    "UPDATE legacy.turns SET asked = '' WHERE id = 20",
  ]) {
    await client.query(write);
    if (!write.includes("''")) expect(await shown()).toEqual(plain(await wanted()));
  }
  expect(await rows("SELECT projection, unit, state, reason FROM _reorganize.unprojected")).toEqual(
    [
      {
        projection: "messages",
        unit: { _unit_1: 20 },
        state: "quarantined",
        reason: "breaks the rule messages_content_check of talk.messages",
      },
    ],
  );
  await client.query("UPDATE legacy.turns SET asked = 'again' WHERE id = 20");
  expect(await rows("SELECT FROM _reorganize.unprojected")).toEqual([]);
  expect(await shown()).toEqual(plain(await wanted()));
  await client.query("ROLLBACK");
}

// The query gives integers where the table has bigint.
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (key, one) =>
    /_at$/.test(key) ? new Date(one) : key === "id" ? String(one) : one,
  ) as Value;
}
