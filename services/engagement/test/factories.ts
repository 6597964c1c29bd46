import { coreTables } from "@deepiri/core/testing";
import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  Achievement,
  ActiveBoost,
  Boost,
  BoostHistory,
  CashedInStreak,
  LevelProgress,
  Momentum,
  Prisma,
  Quest,
  QuestMilestone,
  Reward,
  Season,
  SeasonBoost,
  Streak,
  TaskCompletion,
} from "../src/generated/client.js";

const { tasks, users } = coreTables;
const hour = { durationMinutes: 60 } as const;
const start = new Date("2026-03-01T00:00:00Z");
const end = new Date("2026-06-01T00:00:00Z");

const seasons = defineFactory<Prisma.SeasonCreateManyInput, Season>("engagement", "public.seasons")(
  {},
  () => ({ name: "Spring", startDate: start, endDate: end }),
);

const seasonBoosts = defineFactory<Prisma.SeasonBoostCreateManyInput, SeasonBoost>(
  "engagement",
  "public.season_boosts",
)({ season: seasons }, () => ({ name: "Sprint", boostType: "sprint" }));

const quests = defineFactory<Prisma.QuestCreateManyInput, Quest>("engagement", "public.quests")(
  { user: users, season: null },
  () => ({ title: "First turn" }),
);

const questMilestones = defineFactory<Prisma.QuestMilestoneCreateManyInput, QuestMilestone>(
  "engagement",
  "public.quest_milestones",
)({ quest: quests }, () => ({ title: "Drawing" }));

const rewards = defineFactory<Prisma.RewardCreateManyInput, Reward>("engagement", "public.rewards")(
  { user: users },
  () => ({ rewardType: "skip_day", amount: 1, source: "manual", description: "Well done" }),
);

const momentum = defineFactory<Prisma.MomentumCreateManyInput, Momentum>(
  "engagement",
  "analytics.momentum",
)({ user: users }, () => ({}));

const levelProgress = defineFactory<Prisma.LevelProgressCreateManyInput, LevelProgress>(
  "engagement",
  "analytics.level_progress",
)({ momentum }, () => ({ level: 2, totalMomentumAtTime: 100 }));

const achievements = defineFactory<Prisma.AchievementCreateManyInput, Achievement>(
  "engagement",
  "analytics.achievements",
)({ momentum }, (unique) => ({ achievementId: unique, name: "First task" }));

const streaks = defineFactory<Prisma.StreakCreateManyInput, Streak>(
  "engagement",
  "analytics.streaks",
)({ user: users, project: null }, () => ({}));

const cashedInStreaks = defineFactory<Prisma.CashedInStreakCreateManyInput, CashedInStreak>(
  "engagement",
  "analytics.cashed_in_streaks",
)({ streak: streaks }, () => ({ streakType: "daily", streakValue: 7 }));

const boosts = defineFactory<Prisma.BoostCreateManyInput, Boost>("engagement", "analytics.boosts")(
  { user: users },
  () => ({}),
);

const activeBoosts = defineFactory<Prisma.ActiveBoostCreateManyInput, ActiveBoost>(
  "engagement",
  "analytics.active_boosts",
)({ boost: boosts }, () => ({ boostType: "focus", expiresAt: end, ...hour }));

const boostHistory = defineFactory<Prisma.BoostHistoryCreateManyInput, BoostHistory>(
  "engagement",
  "analytics.boost_history",
)({ boost: boosts }, () => ({ boostType: "focus", activatedAt: start, ...hour }));

const taskCompletions = defineFactory<Prisma.TaskCompletionCreateManyInput, TaskCompletion>(
  "engagement",
  "audit.task_completions",
)({ task: tasks, user: users }, () => ({}));

const engagementTables = {
  seasons,
  seasonBoosts,
  quests,
  questMilestones,
  rewards,
  momentum,
  levelProgress,
  achievements,
  streaks,
  cashedInStreaks,
  boosts,
  activeBoosts,
  boostHistory,
  taskCompletions,
};

/** Factories of engagement's tables. */
export function engagementFactories(place: Place): Factories<typeof engagementTables> {
  return factoriesOn(engagementTables, place);
}
