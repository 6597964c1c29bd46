import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import * as words from "../../src/words.js";

const db = useTestDatabase("engagement");

describe("word lists", () => {
  it.each([
    ["public.quests", "scale", words.questScales],
    ["public.quests", "status", words.questStatuses],
    ["public.rewards", "reward_type", words.rewardTypes],
    ["public.rewards", "source", words.rewardSources],
    ["public.rewards", "status", words.rewardStatuses],
    ["public.season_boosts", "boost_type", words.boostTypes],
    ["analytics.active_boosts", "boost_type", words.boostTypes],
    ["analytics.boost_history", "boost_type", words.boostTypes],
    ["analytics.boost_history", "source", words.boostSources],
    ["analytics.achievements", "rarity", words.achievementRarities],
    ["analytics.cashed_in_streaks", "streak_type", words.streakTypes],
    ["audit.task_completions", "completion_method", words.completionMethods],
  ])("for %s.%s hold what the database accepts", async (table, column, list) => {
    const accepted = await acceptedWords(db, `${table.split(".")[1]}_${column}_check`);
    expect(accepted.sort()).toEqual([...list].sort());
  });
});
