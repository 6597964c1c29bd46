import {
  apply,
  type OpenDecisionsError,
  plan,
  rollback,
  switchTables,
  switchTablesBack,
  verify,
} from "@deepiri/reorganize";
import { expect, test } from "vitest";
import { writeOnBothSides } from "./both-sides.js";
import { moodsComeBothWays, textsComeBothWays } from "./both-ways.js";
import {
  lostMoods,
  lostRows,
  miscounted,
  misplacedVectors,
  mixedConversations,
  splitSessions,
} from "./compare.js";
import {
  accountsOf,
  contentsOf,
  decisions,
  type OldDatabase,
  withOldDatabase,
} from "./old-database.js";
import { startWriters } from "./writers.js";

const long = { timeout: 900_000 };

test(
  "there is no plan until somebody says whom texts mean, by which clock, and what unknown tables are",
  long,
  () =>
    withOldDatabase(async ({ url }) => {
      const failure = await plan(url, { database: "robbieverse" }).catch((error: Error) => error);
      const { open } = failure as OpenDecisionsError;
      const asked = open.map(({ on }) =>
        "decision" in on ? [on.decision, on.value] : ["table", "table" in on ? on.table : on.name],
      );
      const expected = [
        ["table", "public.conversations_backup_2024"],
        ["table", "public.robbie_scratch"],
        ...Object.keys(decisions.decided?.users ?? {}).map((value) => ["users", value]),
        ["time zone", "of the old server"],
        ["embedding model", "of the old vectors"],
      ];
      expect([...asked].sort()).toEqual([...expected].sort());
    }),
);

const wrong = {
  lostRows,
  splitSessions,
  mixedConversations,
  misplacedVectors,
  lostMoods,
  miscounted,
};

async function expectRight({ rows }: OldDatabase): Promise<void> {
  for (const [name, sql] of Object.entries(wrong))
    expect({ [name]: await rows(sql) }).toEqual({ [name]: [] });
}

const right = { ok: true, problems: [], different: [] };

async function verified(url: string) {
  const { ok, problems, shapes } = await verify(url);
  return { ok, problems, different: shapes?.projections.filter((one) => !one.ok) };
}

const keys =
  "SELECT id, conversation_id, position FROM conversation.messages WHERE legacy_id <= 30 ORDER BY 1";

test("the old database comes to the new tables and back, while its services write", long, () =>
  withOldDatabase(async (database) => {
    const { url, rows } = database;
    const before = await contentsOf(database);
    const made = await plan(url, { database: "robbieverse", mapping: decisions });
    expect(await contentsOf(database)).toEqual(before);

    await apply(url, made);
    await expectRight(database);
    const first = await rows(keys);
    const filled = await contentsOf(database, "core", "personality", "conversation");
    await apply(url, made);
    expect(await contentsOf(database, "core", "personality", "conversation")).toEqual(filled);
    await rollback(url);
    expect(await contentsOf(database)).toEqual(before);

    const writers = startWriters(url);
    await apply(url, made);
    expect(await rows(keys)).toEqual(first);
    expect(await verified(url)).toEqual(right);
    await switchTables(url);
    await writers.anotherRound();
    expect(await writers.stop()).toBeGreaterThan(20);
    await expect(rows("UPDATE public.moods SET emoji = '!'")).rejects.toThrow(
      "public.moods is read-only since the switch",
    );
    const accounts = await accountsOf(database);
    expect([...Object.keys(accounts), "public.robbie_scratch"].sort()).toEqual(Object.keys(before));
    await expectRight(database);
    await newProgramsWrite(database);
    await oldProgramsWrite(database);
    await moodsComeBothWays(database);
    await textsComeBothWays(database);
    await writeOnBothSides(database, 2);

    await switchTablesBack(url);
    // No old table says when a message was corrected or deleted.
    const { problems, different } = await verified(url);
    const names = different?.map(({ name }) => name);
    expect({ problems, names }).toEqual({ problems: [], names: ["conversations"] });
    // The old tables count again: after that the new ones say what these say, and may count another time.
    await apply(url, made);
    expect(await verified(url)).toEqual(right);
    await switchTables(url);
    await switchTablesBack(url);
    const written = await contentsOf(database);
    await rollback(url);
    expect(await contentsOf(database)).toEqual(written);
    expect(
      await rows(
        "SELECT nspname FROM pg_namespace WHERE nspname IN ('core', 'personality', 'conversation', 'tenancy', '_robbieverse') ORDER BY 1",
      ),
    ).toEqual([]);
  }),
);

const old =
  "SELECT user_message AS said, robbie_response AS answer, user_id, session_id LIKE 'conversation %' AS new, attraction_level AS level FROM public.conversations";

/** What new programs write after the switch is what old ones read, as far as their tables have a place for it. */
async function newProgramsWrite({ rows }: OldDatabase): Promise<void> {
  const [vera] = await rows(
    "SELECT organization_id, user_id FROM core.organization_memberships JOIN core.users ON id = user_id WHERE username = 'vera'",
  );
  const talk = "'11111111-1111-4111-8111-111111111111'";
  const say = (id: number, role: string, content: string, parent = "NULL", of = talk) =>
    rows(`INSERT INTO conversation.messages (organization_id, id, conversation_id, role, content, parent_message_id)
      VALUES ('${vera?.organization_id}', '22222222-2222-4222-8222-00000000000${id}', ${of}, '${role}', '${content}', ${parent})`);
  await rows(
    `INSERT INTO conversation.conversations (organization_id, id, user_id, title) VALUES ('${vera?.organization_id}', ${talk}, '${vera?.user_id}', 'New')`,
  );
  await say(1, "user", "New question");
  await say(2, "robbie", "New answer", "'22222222-2222-4222-8222-000000000001'");
  await say(3, "user", "Nobody answered");
  expect(await rows(`${old} WHERE id >= 1000000000 ORDER BY id`)).toEqual([
    { said: "New question", answer: "New answer", user_id: "vera", new: true, level: 7 },
    { said: "Nobody answered", answer: null, user_id: "vera", new: true, level: 7 },
  ]);

  // More is said where a row was alone: from then on it has a session.
  const [alone] = await rows(
    "SELECT c.id, m.conversation_id FROM public.conversations AS c JOIN conversation.messages AS m ON m.legacy_id = c.id WHERE c.user_id = 'vera' AND c.session_id IS NULL AND m.role = 'user' ORDER BY 1 LIMIT 1",
  );
  await say(4, "user", "And another thing", "NULL", `'${alone?.conversation_id}'`);
  expect(
    await rows(
      `SELECT count(*)::int AS rows FROM public.conversations WHERE session_id = 'conversation ${alone?.conversation_id}'`,
    ),
  ).toEqual([{ rows: 2 }]);

  const text = "SELECT user_message, user_id FROM public.conversations WHERE id = 3";
  const [before] = await rows(text);
  await rows(
    "UPDATE conversation.messages SET content = 'Corrected' WHERE legacy_id = 3 AND role = 'user'",
  );
  expect(await rows(text)).toEqual([{ ...before, user_message: "Corrected" }]);
  await rows(
    "UPDATE conversation.messages SET deleted_at = now() WHERE legacy_id = 4 AND role = 'user'",
  );
  expect(await rows("SELECT id FROM public.conversations WHERE id = 4")).toEqual([]);

  await rows(
    "UPDATE personality.personality_instances SET flirt_mode = 9, current_mood_id = 2, last_active = '2026-03-01 15:00Z' WHERE imported ? 'current_mood'",
  );
  expect(
    await rows("SELECT mood, attraction_level, last_updated::text FROM public.current_mood"),
  ).toEqual([{ mood: "focused", attraction_level: 9, last_updated: "2026-03-01 10:00:00" }]);
  await rows(
    `INSERT INTO personality.mood_events (organization_id, user_id, personality_name, new_mood_id, new_attraction_level) VALUES ('${vera?.organization_id}', '${vera?.user_id}', 'Kristina', 4, 6)`,
  );
  expect(
    await rows(
      "SELECT user_id, personality_name, new_mood, new_attraction_level FROM public.mood_events WHERE id >= 1000000000",
    ),
  ).toEqual([
    { user_id: "vera", personality_name: "Kristina", new_mood: "bossy", new_attraction_level: 6 },
  ]);
}

/** What old programs write to the tables that follow comes to the new ones, each thing once. */
async function oldProgramsWrite({ rows }: OldDatabase): Promise<void> {
  const messages = "SELECT count(*)::int AS rows FROM conversation.messages";
  const [before] = await rows(messages);
  await rows(
    "INSERT INTO public.conversations (user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES ('Still here', 'Good', 'friendly', 7, 'vera', 'late')",
  );
  await rows("UPDATE public.conversations SET mood = 'bossy' WHERE id >= 1000000000");
  expect(await rows(messages)).toEqual([{ rows: Number(before?.rows) + 2 }]);
  expect(
    await rows(
      "SELECT content, emotional_tone AS mood FROM conversation.messages WHERE id::text LIKE '22222222-%' ORDER BY id",
    ),
  ).toEqual(
    ["New question", "New answer", "Nobody answered", "And another thing"].map((content) => ({
      content,
      mood: "bossy",
    })),
  );
  await rows("SELECT conversation.recount_conversations()");
  expect(await rows(miscounted)).toEqual([]);
}
