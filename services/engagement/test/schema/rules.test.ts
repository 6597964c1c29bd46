import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { type EveryTable, fillEveryTable, ownedTables } from "../every-table.js";
import { refusalOf } from "../refusal.js";

const db = useTestDatabase("engagement");
let ids: EveryTable;
beforeAll(async () => {
  ids = await fillEveryTable(db);
});

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

interface Breach {
  readonly table: string;
  readonly constraint: string;
  readonly change: string;
}

const breaches: readonly Breach[] = [
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

describe("rules", () => {
  it.each(breaches)("$constraint refuses $change", async ({ table, constraint, change }) => {
    const update = db.query(`UPDATE ${table} SET ${change} WHERE id = $1`, [ids[table]]);
    expect(await refusalOf(update)).toEqual({ code: "23514", constraint });
  });

  it.each([
    ["public.quests", "progress_percentage = 0"],
    ["public.quests", "progress_percentage = 100"],
    ["analytics.streaks", "weekly_last_week = 53"],
    ["analytics.streaks", "daily_current = 5, daily_longest = 2"],
    ["analytics.boosts", "boost_credits = 0"],
    ["audit.task_completions", "quality_rating = 5"],
    ["audit.task_completions", "quality_rating = NULL, completion_method = NULL"],
  ])("accept, in %s, %s", async (table, change) => {
    const changed = await db.query(`UPDATE ${table} SET ${change} WHERE id = $1 RETURNING id`, [
      ids[table],
    ]);
    expect(changed).toHaveLength(1);
  });

  it("are all broken above, and each has a sentence for people", async () => {
    const found = await db.query<{ name: string; sentence: string | null }>(
      `SELECT conname AS name, pg_catalog.obj_description(oid, 'pg_constraint') AS sentence
       FROM pg_catalog.pg_constraint
       WHERE contype = 'c' AND conrelid = ANY ($1::pg_catalog.regclass[])`,
      [ownedTables],
    );
    const tested = new Set(breaches.map(({ constraint }) => constraint));
    expect(found.map(({ name }) => name).sort()).toEqual([...tested].sort());
    expect(found.filter(({ sentence }) => !sentence?.endsWith("."))).toEqual([]);
  });
});

function breach(table: string, rule: string, change: string): Breach {
  return { table, constraint: `${table.split(".")[1]}_${rule}_check`, change };
}

function each(
  columns: Readonly<Record<string, readonly string[]>>,
  breaches: (table: string, column: string) => Breach[],
): Breach[] {
  return Object.entries(columns).flatMap(([table, names]) =>
    names.flatMap((column) => breaches(table, column)),
  );
}
