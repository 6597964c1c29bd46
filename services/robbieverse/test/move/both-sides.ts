import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import { isLockConflict } from "@deepiri/database/session";
import type pg from "pg";
import { expect } from "vitest";
import type { OldDatabase } from "./old-database.js";

/** What a program does in one transaction, and the mark by which that is found again. */
type Work = (mark: string, turn: number) => string;

const moods = ["friendly", "focused", "playful", "bossy"];

const mood = (turn: number): string => moods[turn % moods.length] as string;

const level = (turn: number): number => 1 + (turn % 10);

const increment = (table: string, where: string): string =>
  `UPDATE ${table} SET usage_count = COALESCE(usage_count, 0) + 1 WHERE ${where}`;

/** What the old service does: a change of mood is in three tables, with one time. */
const oldWork: readonly Work[] = [
  (mark, turn) => `
    UPDATE public.current_mood SET mood = '${mood(turn)}', attraction_level = ${level(turn)}, last_updated = CURRENT_TIMESTAMP;
    INSERT INTO public.mood_history (mood, trigger_event, user_id, attraction_level, gandhi_genghis_level) VALUES ('${mood(turn)}', '${mark}', 'allan', ${level(turn)}, 5);
    INSERT INTO public.mood_events (user_id, personality_name, previous_mood, new_mood, new_attraction_level, new_gandhi_genghis_level, trigger_event) VALUES ('allan', 'Robbie', 'friendly', '${mood(turn)}', ${level(turn)}, 5, '${mark}')`,
  (mark) =>
    `INSERT INTO public.conversations (user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES ('${mark}', 'Yes', 'friendly', 7, 'vera', 'both')`,
  (mark, turn) => `
    ${increment("public.prompts", `id = ${1 + (turn % 20)}`)};
    INSERT INTO public.prompt_optimizations (prompt_id, optimization_reason) VALUES (${1 + (turn % 20)}, '${mark}')`,
];

/** What new programs do, by the functions of the schema. */
const newWork: readonly Work[] = [
  (mark, turn) => `
    SELECT personality.change_mood(m.organization_id, m.user_id, personality.personality_named('Robbie'), '${mood(turn)}', ${level(turn)}, ${level(turn + 3)}, '${mark}')
      FROM core.organization_memberships AS m JOIN core.users AS u ON u.id = m.user_id WHERE u.username = '${turn % 2 === 0 ? "allan" : "vera"}'`,
  (mark) => `
    INSERT INTO conversation.messages (organization_id, conversation_id, role, content)
    SELECT organization_id, id, 'user', '${mark}' FROM conversation.conversations WHERE title = 'New'`,
  (mark, turn) => `
    ${increment("personality.prompts", `legacy_id = ${1 + ((turn * 7) % 20)}`)};
    INSERT INTO personality.prompt_optimizations (prompt_id, optimization_reason) SELECT id, '${mark}' FROM personality.prompts WHERE legacy_id = ${1 + ((turn * 7) % 20)}`,
];

/** Where each kind of work is found again, once in each of these. */
const placesOf = [
  [
    "personality.mood_events.trigger_event",
    "public.mood_events.trigger_event",
    "public.mood_history.trigger_event",
  ],
  ["conversation.messages.content", "public.conversations.user_message"],
  [
    "personality.prompt_optimizations.optimization_reason",
    "public.prompt_optimizations.optimization_reason",
  ],
] as const;

const uses = `SELECT sum(n.usage_count)::int AS "new", sum(COALESCE(o.usage_count, 0))::int AS "old", count(*) FILTER (WHERE COALESCE(o.usage_count, 0) <> n.usage_count)::int AS different
  FROM personality.prompts AS n JOIN public.prompts AS o ON o.id = n.legacy_id WHERE n.legacy_id <= 20`;

const aside =
  "SELECT projection, unit FROM _reorganize.unprojected WHERE state = 'quarantined' ORDER BY 1, 2::text";

/**
 * Two old programs and two new ones write for some seconds, each trying again what the server has ended as a deadlock. Fails
 * where what was acknowledged is not once in each table that has to have it.
 */
export async function writeOnBothSides({ url, rows }: OldDatabase, seconds: number): Promise<void> {
  const [before] = await rows(uses);
  const asideBefore = await rows(aside);
  const until = Date.now() + seconds * 1000;
  const all = await Promise.all(
    [oldWork, newWork, oldWork, newWork].map((work, place) => writeUntil(until, url, work, place)),
  );
  for (const [kind, places] of placesOf.entries()) {
    const marks = all.flatMap((done) => done[kind] ?? []).sort();
    expect(marks.length).toBeGreaterThan(4);
    for (const place of places) {
      const [schema, table, column] = place.split(".");
      const found = await rows(
        `SELECT ${column} AS mark FROM ${schema}.${table} WHERE ${column} LIKE 'both sides %' ORDER BY ${column} COLLATE "C"`,
      );
      expect({ place, marks: found.map(({ mark }) => mark) }).toEqual({ place, marks });
    }
  }
  const increments = all.flatMap((done) => done[2] ?? []).length;
  const [after] = await rows(uses);
  expect(after).toEqual({
    new: Number(before?.new) + increments,
    old: Number(before?.old) + increments,
    different: 0,
  });
  expect(await rows(aside)).toEqual(asideBefore);
}

/** The marks of what was acknowledged, by the kind of work. */
async function writeUntil(
  end: number,
  url: string,
  work: readonly Work[],
  place: number,
): Promise<string[][]> {
  const client = await connectOnce(url, { applicationName: "a program" });
  const done: string[][] = work.map(() => []);
  try {
    await client.query("SET deadlock_timeout = '20ms'");
    for (let turn = place; Date.now() < end; turn += 1) {
      const kind = turn % work.length;
      const mark = `both sides ${place} ${turn}`;
      const sql = (work[kind] as Work)(mark, Math.floor(turn / work.length));
      if (await attempt(client, sql)) done[kind]?.push(mark);
      await pause(5);
    }
    return done;
  } finally {
    await client.end();
  }
}

/** Whether it was acknowledged, and has written anything. */
async function attempt(client: pg.Client, sql: string): Promise<boolean> {
  try {
    const found = await client.query(`BEGIN; ${sql}; COMMIT`);
    const results = found as unknown as pg.QueryResult[];
    return results.every(
      ({ command, rowCount }) => ["BEGIN", "COMMIT"].includes(command) || rowCount === 1,
    );
  } catch (error) {
    await client.query("ROLLBACK");
    if (isLockConflict(error)) return attempt(client, sql);
    throw error;
  }
}
