export * from "./errors.js";
export { type FinishedTask, finishTask, type TaskToFinish } from "./finish-task.js";
export {
  type AwardedMomentum,
  awardMomentum,
  type MomentumAward,
  type MomentumSource,
} from "./momentum/award-momentum.js";
export { levelsReached, momentumToNextLevel, totalToLeave } from "./momentum/level.js";
export { cashInStreak, type StreakToCashIn } from "./streak/cash-in-streak.js";
export { cashInLength, countStreak, type StreakEvent } from "./streak/count-streak.js";
export * from "./words.js";
