import { coreFactories } from "@deepiri/core/testing";
import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { engagementFactories } from "../factories.js";

const db = useTestDatabase("engagement");
const core = coreFactories(db);
const own = engagementFactories(db);

testForeignKeys(db, tablesOf(own), { ...core, ...own }, [
  ["public.season_boosts", "season_id", "public.seasons", "the row goes"],
  ["public.quests", "user_id", "public.users", "the row goes"],
  ["public.quests", "season_id", "public.seasons", "the row forgets it"],
  ["public.quests", "updated_by", "public.users", "the row forgets it"],
  ["public.quest_milestones", "quest_id", "public.quests", "the row goes"],
  ["public.rewards", "user_id", "public.users", "the row goes"],
  ["public.tasks", "quest_id", "public.quests", "the row forgets it"],
  ["analytics.momentum", "user_id", "public.users", "the row goes"],
  ["analytics.level_progress", "momentum_id", "analytics.momentum", "the row goes"],
  ["analytics.achievements", "momentum_id", "analytics.momentum", "the row goes"],
  ["analytics.streaks", "user_id", "public.users", "the row goes"],
  ["analytics.streaks", "project_id", "public.projects", "the row forgets it"],
  ["analytics.cashed_in_streaks", "streak_id", "analytics.streaks", "the row goes"],
  ["analytics.boosts", "user_id", "public.users", "the row goes"],
  ["analytics.active_boosts", "boost_id", "analytics.boosts", "the row goes"],
  ["analytics.boost_history", "boost_id", "analytics.boosts", "the row goes"],
  ["audit.task_completions", "task_id", "public.tasks", "the row goes"],
  ["audit.task_completions", "user_id", "public.users", "the row goes"],
]);

describe("deleting a user", () => {
  it("succeeds though quests and completions of others name him", async () => {
    const leaving = await core.users.create();
    const quest = await own.quests.create({ updatedBy: leaving.id });
    const task = await core.tasks.create({ quest });
    await own.taskCompletions.create({ task, user: leaving });
    await db.owner.query("DELETE FROM public.users WHERE id = $1", [leaving.id]);
    const left = await db.query("SELECT updated_by FROM public.quests WHERE id = $1", [quest.id]);
    expect(left).toEqual([{ updated_by: null }]);
    expect(await db.query("SELECT FROM public.tasks WHERE id = $1", [task.id])).toHaveLength(1);
  });
});
