import { expect } from "vitest";
import type { OldDatabase } from "./old-database.js";

const asNew = `SELECT u.username, n.personality_name AS name, m.name AS mood, n.new_attraction_level AS level, n.context_data AS context, n.occurred_at AS at
  FROM personality.mood_events AS n JOIN core.users AS u ON u.id = n.user_id JOIN personality.moods AS m ON m.id = n.new_mood_id WHERE trigger_event = `;

const asOld = `SELECT e.user_id, e.personality_name AS name, e.new_mood AS mood, h.mood AS history, h.attraction_level AS level, h.duration_minutes AS duration, h.timestamp AT TIME ZONE 'America/New_York' AS at
  FROM public.mood_events AS e FULL JOIN public.mood_history AS h ON h.user_id = e.user_id AND h.timestamp = e.timestamp AND h.trigger_event = e.trigger_event
 WHERE COALESCE(h.trigger_event, e.trigger_event) = `;

/** A change of mood is one event, and a row of both old tables, whoever makes it. */
export async function moodsComeBothWays({ rows }: OldDatabase): Promise<void> {
  await rows(`BEGIN;
    UPDATE public.current_mood SET mood = 'blushing', attraction_level = 11, last_updated = CURRENT_TIMESTAMP;
    INSERT INTO public.mood_history (mood, trigger_event, user_id, attraction_level, gandhi_genghis_level) VALUES ('blushing', 'an old change', 'allan', 11, 5);
    INSERT INTO public.mood_events (user_id, personality_name, previous_mood, new_mood, new_attraction_level, new_gandhi_genghis_level, trigger_event) VALUES ('allan', 'Robbie', 'friendly', 'blushing', 11, 5, 'an old change');
    COMMIT`);
  await rows(
    "UPDATE public.mood_history SET duration_minutes = 12 WHERE trigger_event = 'an old change'",
  );
  const said = { mood: "blushing", level: 11, at: expect.any(Date) };
  expect(await rows(`${asNew} 'an old change'`)).toEqual([
    { ...said, username: "allan", name: "Robbie", context: { duration_minutes: 12 } },
  ]);
  expect(await rows(`${asOld} 'an old change'`)).toEqual([
    { ...said, user_id: "allan", name: "Robbie", history: "blushing", duration: 12 },
  ]);
  const set =
    "SELECT m.name AS mood, flirt_mode AS flirt FROM personality.personality_instances JOIN personality.moods AS m ON m.id = current_mood_id WHERE personality_instances.imported ? 'current_mood'";
  expect(await rows(set)).toEqual([{ mood: "blushing", flirt: 11 }]);

  const [changed] = await rows(
    `SELECT at.* FROM core.organization_memberships AS m JOIN core.users AS u ON u.id = m.user_id
      CROSS JOIN LATERAL personality.change_mood(m.organization_id, m.user_id, personality.personality_named('Robbie'), 'surprised', 3, 4, 'a new change') AS at
      WHERE u.username = 'allan'`,
  );
  expect(await rows(`${asOld} 'a new change'`)).toEqual([
    {
      user_id: "allan",
      name: "Robbie F",
      mood: "surprised",
      history: "surprised",
      level: 3,
      duration: null,
      at: changed?.occurred_at,
    },
  ]);
  expect(await rows("SELECT mood, attraction_level AS level FROM public.current_mood")).toEqual([
    { mood: "surprised", level: 3 },
  ]);
  await rows(
    "UPDATE public.mood_history SET duration_minutes = 7 WHERE trigger_event = 'a new change'",
  );
  expect(await rows(`${asNew} 'a new change'`)).toMatchObject([
    { context: { duration_minutes: 7 }, at: changed?.occurred_at },
  ]);

  // What goes from the new table goes from both; what goes from one of the old ones stays in the other.
  await rows(`DELETE FROM personality.mood_events WHERE id = '${changed?.event_id}'`);
  expect(await rows(`${asOld} 'a new change'`)).toEqual([]);
  await rows("DELETE FROM public.mood_events WHERE trigger_event = 'an old change'");
  expect(await rows(`${asNew} 'an old change'`)).toHaveLength(1);
  await rows("DELETE FROM public.mood_history WHERE trigger_event = 'an old change'");
  expect(await rows(`${asNew} 'an old change'`)).toEqual([]);
}

/** What a personality is told, what was made better in it, and settings of users. */
export async function textsComeBothWays({ rows }: OldDatabase): Promise<void> {
  const prompt = (
    where: string,
  ) => `SELECT n.id, n.is_active AS "new", o.is_active AS "old", n.usage_count AS uses, o.usage_count AS old_uses
    FROM personality.prompts AS n FULL JOIN public.prompts AS o ON o.id = n.legacy_id WHERE ${where} ORDER BY n.version, o.id`;
  await rows(
    "UPDATE public.prompts SET is_active = id = 3, usage_count = 41 WHERE (personality_id, mood_id) = (SELECT personality_id, mood_id FROM public.prompts WHERE id = 3)",
  );
  await rows("UPDATE personality.prompts SET usage_count = usage_count + 1 WHERE legacy_id = 3");
  expect(await rows(prompt("n.legacy_id = 3"))).toMatchObject([
    { new: true, old: true, uses: 42, old_uses: 42 },
  ]);
  const [made] =
    await rows(`INSERT INTO personality.prompts (personality_id, mood_id, version, system_prompt, usage_count)
    SELECT personality_id, mood_id, 900, 'New words', 1 FROM personality.prompts WHERE legacy_id = 3 RETURNING id`);
  await rows(`SELECT personality.publish_prompt('${made?.id}')`);
  await rows(
    "UPDATE public.prompts SET usage_count = usage_count + 1 WHERE system_prompt = 'New words'",
  );
  expect(await rows(prompt("n.legacy_id = 3 OR n.version = 900"))).toMatchObject([
    { new: false, old: false, uses: 42 },
    { id: made?.id, new: true, old: true, uses: 2, old_uses: 2 },
  ]);
  await rows(
    `INSERT INTO personality.prompt_optimizations (prompt_id, changes_made, optimization_reason) VALUES ('${made?.id}', '{"tone": "warm"}', 'by a new one')`,
  );
  await rows(
    `INSERT INTO public.prompt_optimizations (prompt_id, changes_made, optimization_reason) SELECT prompt_id, '{"tone": "cold"}', 'by an old one' FROM public.prompt_optimizations WHERE optimization_reason = 'by a new one'`,
  );
  await rows(
    "UPDATE public.prompt_optimizations SET new_version = 8 WHERE optimization_reason LIKE 'by a%'",
  );
  expect(
    await rows(
      "SELECT prompt_id, changes_made AS made, new_version AS version FROM personality.prompt_optimizations WHERE optimization_reason LIKE 'by a%' ORDER BY optimization_reason",
    ),
  ).toEqual([
    { prompt_id: made?.id, made: { tone: "warm" }, version: 8 },
    { prompt_id: made?.id, made: { tone: "cold" }, version: 8 },
  ]);

  await rows(
    "INSERT INTO personality.dungeon_master_reviews (review_date, summary) VALUES ('2026-05-01', 'New')",
  );
  await rows(
    "UPDATE public.dungeon_master_reviews SET allan_approved = true WHERE summary = 'New'",
  );
  expect(
    await rows(
      "SELECT is_approved, changes_made FROM personality.dungeon_master_reviews WHERE summary = 'New'",
    ),
  ).toEqual([{ is_approved: true, changes_made: null }]);

  const settings =
    "SELECT user_id, flirt_mode AS flirt FROM public.personality_instances WHERE personality_id = 5 OR user_id ILIKE 'allan' ORDER BY user_id COLLATE \"C\"";
  await rows(`INSERT INTO personality.personality_instances (organization_id, user_id, personality_id, flirt_mode)
    SELECT organization_id, user_id, 5, 4 FROM core.organization_memberships JOIN core.users ON id = user_id WHERE username = 'vera'`);
  await rows(
    "UPDATE personality.personality_instances SET flirt_mode = 10, last_active = now() WHERE personality_id = 1",
  );
  expect(await rows(settings)).toEqual([
    { user_id: "Allan", flirt: 10 },
    { user_id: "allan", flirt: 10 },
    { user_id: "vera", flirt: 4 },
  ]);
  await rows(
    "UPDATE public.personality_instances SET flirt_mode = 6, last_active = '2027-01-01' WHERE personality_id = 5",
  );
  expect(
    await rows(
      "SELECT flirt_mode AS flirt FROM personality.personality_instances WHERE personality_id = 5",
    ),
  ).toEqual([{ flirt: 6 }]);
}
