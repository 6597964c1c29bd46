import type { Projections } from "../test/steps/project/plan-projections.js";
import { type Databases, withClient } from "./databases.js";

/** Name of the database that holds so many turns. */
export function turnsDatabase(rows: number): string {
  return `turns_${rows}`;
}

/**
 * Makes a database with a table `legacy.turns` of questions and answers, ten to a session of a user, and
 * the tables that they are to become.
 */
export async function makeTurns(databases: Databases, rows: number): Promise<string> {
  const url = await databases.create(turnsDatabase(rows));
  await withClient(url, async (client) => {
    await client.query(
      `CREATE SCHEMA legacy; CREATE SCHEMA talk;
       CREATE TABLE legacy.turns (id bigint NOT NULL, user_id integer NOT NULL, session integer NOT NULL,
         asked text NOT NULL, answer text, at timestamptz NOT NULL);
       CREATE TABLE talk.messages (id bigint PRIMARY KEY, sender text NOT NULL CHECK (sender IN ('user', 'agent')),
         content text NOT NULL, sent_at timestamptz NOT NULL);
       CREATE TABLE talk.conversations (id text PRIMARY KEY, user_id integer NOT NULL, session integer NOT NULL,
         turns integer NOT NULL, begun_at timestamptz NOT NULL)`,
    );
    await client.query(
      `INSERT INTO legacy.turns
       SELECT n, n / 100, n / 10 % 10, 'What about ' || n || ' of them?', 'There are ' || n || ' of them.',
              '2026-01-01'::timestamptz + n * interval '1 second' FROM generate_series(1, $1::bigint) AS n`,
      [rows],
    );
    await client.query("ALTER TABLE legacy.turns ADD PRIMARY KEY (id)");
    await client.query("VACUUM ANALYZE legacy.turns");
  });
  return url;
}

const parts = "(VALUES (0, 'user', t.asked), (1, 'agent', t.answer)) AS part (n, sender, content)";

/** Ways in which the turns change shape, each one projection. */
export const shapes = {
  "one to two": {
    messages: {
      to: "talk.messages",
      query: `SELECT t.id * 2 + part.n AS id, part.sender, part.content, t.at + part.n * interval '1 second' AS sent_at
                FROM legacy.turns AS t CROSS JOIN LATERAL ${parts}`,
    },
  },
  group: {
    conversations: {
      to: "talk.conversations",
      query: `SELECT t.user_id || '/' || t.session AS id, t.user_id, t.session, count(*)::integer AS turns, min(t.at) AS begun_at
                FROM legacy.turns AS t GROUP BY t.user_id, t.session`,
    },
  },
} satisfies Record<string, Projections>;

export type Shape = keyof typeof shapes;
