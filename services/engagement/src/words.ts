/** How long a quest is meant to take. */
export const questScales = ["hours", "day", "week", "month", "custom"] as const;
/** One of {@link questScales}. */
export type QuestScale = (typeof questScales)[number];

/** States of a quest. */
export const questStatuses = ["planning", "active", "completed", "paused", "cancelled"] as const;
/** One of {@link questStatuses}. */
export type QuestStatus = (typeof questStatuses)[number];

/** What a reward consists of. */
export const rewardTypes = [
  "boost_credits",
  "momentum_bonus",
  "skip_day",
  "break_time",
  "custom",
] as const;
/** One of {@link rewardTypes}. */
export type RewardType = (typeof rewardTypes)[number];

/** What a reward was given for. */
export const rewardSources = ["streak", "momentum", "season", "achievement", "manual"] as const;
/** One of {@link rewardSources}. */
export type RewardSource = (typeof rewardSources)[number];

/** States of a reward; claimed and expired are final. */
export const rewardStatuses = ["pending", "claimed", "expired"] as const;
/** One of {@link rewardStatuses}. */
export type RewardStatus = (typeof rewardStatuses)[number];

/** How few people have an achievement, most first. */
export const achievementRarities = ["common", "uncommon", "rare", "epic", "legendary"] as const;
/** One of {@link achievementRarities}. */
export type AchievementRarity = (typeof achievementRarities)[number];

/** What a boost helps with. The last two come with seasons only. */
export const boostTypes = [
  "focus",
  "velocity",
  "clarity",
  "debug",
  "cleanup",
  "sprint",
  "learning",
] as const;
/** One of {@link boostTypes}. */
export type BoostType = (typeof boostTypes)[number];

/** What a used boost was paid with. */
export const boostSources = [
  "purchased",
  "streak_reward",
  "momentum_reward",
  "season_reward",
] as const;
/** One of {@link boostSources}. */
export type BoostSource = (typeof boostSources)[number];

/** Kinds of streaks; a user has one of each. */
export const streakTypes = ["daily", "weekly", "project", "pr", "healthy"] as const;
/** One of {@link streakTypes}. */
export type StreakType = (typeof streakTypes)[number];

/** Who noticed that a task was done: a person, or a program. */
export const completionMethods = ["manual", "auto"] as const;
/** One of {@link completionMethods}. */
export type CompletionMethod = (typeof completionMethods)[number];

// For the columns of core's tables that the client shows.
export type { TaskStatus } from "@deepiri/core";
