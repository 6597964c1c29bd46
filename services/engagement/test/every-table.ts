import type { TestDatabase } from "@deepiri/test-database";
import { insertRow, insertTask, insertUser } from "./rows.js";

/** The id of one row per table. */
export type EveryTable = Readonly<Record<string, string>>;

/** Fills every table that engagement owns with a lawful row whose keys are all set. */
export async function fillEveryTable(db: TestDatabase): Promise<EveryTable> {
  const owner = await insertUser(db);
  const editor = await insertUser(db);
  const ids: Record<string, string> = { owner, editor };
  const add = async (table: string, values: Record<string, unknown>) => {
    ids[table] = await insertRow(db, table, values);
    return ids[table];
  };
  const project = await add("public.projects", { owner_id: owner, name: "Engine" });
  const season = await add("public.seasons", {
    name: "Spring",
    start_date: "2026-03-01",
    end_date: "2026-06-01",
  });
  await add("public.season_boosts", { season_id: season, name: "Sprint", boost_type: "sprint" });
  const quest = await add("public.quests", {
    user_id: owner,
    season_id: season,
    title: "First turn",
    updated_by: editor,
  });
  await add("public.quest_milestones", { quest_id: quest, title: "Drawing" });
  await add("public.rewards", {
    user_id: owner,
    reward_type: "skip_day",
    amount: 1,
    source: "manual",
    description: "Well done",
  });
  const task = await insertTask(db, owner, { quest_id: quest });
  ids["public.tasks"] = task;
  await add("audit.task_completions", { task_id: task, user_id: editor });
  const momentum = await add("analytics.momentum", { user_id: owner });
  const level = { momentum_id: momentum, level: 2, total_momentum_at_time: 100 };
  await add("analytics.level_progress", level);
  const badge = { momentum_id: momentum, achievement_id: "first_task", name: "First task" };
  await add("analytics.achievements", badge);
  const streak = await add("analytics.streaks", { user_id: owner, project_id: project });
  const cashed = { streak_id: streak, streak_type: "daily", streak_value: 7 };
  await add("analytics.cashed_in_streaks", cashed);
  const boost = await add("analytics.boosts", { user_id: owner });
  await add("analytics.active_boosts", {
    boost_id: boost,
    boost_type: "focus",
    expires_at: "2026-03-01 01:00",
    duration_minutes: 60,
  });
  await add("analytics.boost_history", {
    boost_id: boost,
    boost_type: "focus",
    activated_at: "2026-03-01",
    duration_minutes: 60,
  });
  return ids;
}

/** The tables that engagement owns. */
export const ownedTables = [
  "public.quests",
  "public.quest_milestones",
  "public.seasons",
  "public.season_boosts",
  "public.rewards",
  "analytics.momentum",
  "analytics.level_progress",
  "analytics.achievements",
  "analytics.streaks",
  "analytics.cashed_in_streaks",
  "analytics.boosts",
  "analytics.active_boosts",
  "analytics.boost_history",
  "audit.task_completions",
] as const;
