import { type Breach, testRules, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { engagementFactories } from "../factories.js";

const db = useTestDatabase("engagement");
const factories = engagementFactories(db);

const counters: Readonly<Record<string, readonly string[]>> = {
  "public.season_boosts": ["cost_credits"],
  "public.quests": ["objectives_completed", "total_objectives"],
  "public.quest_milestones": ["momentum_reward"],
  "public.rewards": ["amount"],
  "analytics.momentum": [
    "total_momentum",
    "momentum_to_next_level",
    "commits",
    "docs",
    "tasks",
    "reviews",
    "comments",
    "attendance",
    "features_shipped",
    "design_edits",
  ],
  "analytics.level_progress": ["total_momentum_at_time"],
  "analytics.streaks": [
    ...["daily", "weekly", "project", "pr", "healthy"].flatMap((kind) => [
      `${kind}_current`,
      `${kind}_longest`,
    ]),
    "healthy_consecutive_days_without_burnout",
  ],
  "analytics.cashed_in_streaks": ["streak_value", "boost_credits_earned"],
  "analytics.boosts": [
    "boost_credits",
    "max_concurrent_boosts",
    "max_autopilot_time_per_day",
    "autopilot_time_used_today",
  ],
  "analytics.boost_history": ["duration_minutes", "credits_used"],
  "audit.task_completions": ["momentum_earned", "time_taken_minutes"],
};

const words: Readonly<Record<string, readonly string[]>> = {
  "public.season_boosts": ["boost_type"],
  "public.quests": ["scale", "status"],
  "public.rewards": ["reward_type", "source", "status"],
  "analytics.achievements": ["rarity"],
  "analytics.cashed_in_streaks": ["streak_type"],
  "analytics.active_boosts": ["boost_type"],
  "analytics.boost_history": ["boost_type", "source"],
  "audit.task_completions": ["completion_method"],
};

const ranges: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "public.season_boosts": {
    boost_multiplier: ["0", "-1", "'NaN'", "'Infinity'"],
    duration_minutes: ["0", "-5"],
  },
  "public.quests": { progress_percentage: ["-0.1", "100.1", "'NaN'"] },
  "analytics.momentum": { current_level: ["0"] },
  "analytics.level_progress": { level: ["0"] },
  "analytics.streaks": { weekly_last_week: ["0", "54"] },
  "analytics.active_boosts": {
    duration_minutes: ["0"],
    multiplier: ["0", "-2", "'NaN'", "'Infinity'"],
  },
  "audit.task_completions": { quality_rating: ["0", "6"] },
};

const checks: readonly Breach[] = [
  breach("public.seasons", "dates", "end_date = start_date"),
  breach("public.seasons", "dates", "end_date = start_date - interval '1 day'"),
  ...each(counters, (table, column) => [breach(table, column, `${column} = -1`)]),
  ...each(words, (table, column) => [
    breach(table, column, `${column} = 'unheard_of'`),
    breach(table, column, `${column} = ''`),
  ]),
  ...Object.entries(ranges).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, values]) =>
      values.map((value) => breach(table, column, `${column} = ${value}`)),
    ),
  ),
];

testRules(db, factories, {
  checks,
  uniques: ["momentum", "streaks", "boosts"].map((table) => [
    `${table}_user_id_key`,
    `INSERT INTO analytics.${table} (user_id) SELECT user_id FROM analytics.${table}`,
  ]),
});

describe("the rules let pass", () => {
  const { boosts, quests, streaks, taskCompletions } = factories;

  it.each([
    ["no progress", () => quests.create({ progressPercentage: 0 })],
    ["all of it", () => quests.create({ progressPercentage: 100 })],
    ["week 53", () => streaks.create({ weeklyLastWeek: 53 })],
    ["a record below today's", () => streaks.create({ dailyCurrent: 5, dailyLongest: 2 })],
    ["an empty account", () => boosts.create({ boostCredits: 0 })],
    ["the best rating", () => taskCompletions.create({ qualityRating: 5 })],
    ["no rating", () => taskCompletions.create({ qualityRating: null, completionMethod: null })],
  ])("%s", async (_, create) => {
    expect(await create()).toHaveProperty("id");
  });
});

function breach(table: string, rule: string, change: string): Breach {
  return [`${table.split(".")[1]}_${rule}_check`, `UPDATE ${table} SET ${change}`];
}

function each(
  columns: Readonly<Record<string, readonly string[]>>,
  breaches: (table: string, column: string) => Breach[],
): Breach[] {
  return Object.entries(columns).flatMap(([table, names]) =>
    names.flatMap((column) => breaches(table, column)),
  );
}
