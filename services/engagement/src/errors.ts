import type { StreakType } from "./words.js";

/** Root of what the functions of this package throw on their own account. */
export class EngagementError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The id names no task. */
export class TaskNotFoundError extends EngagementError {
  constructor(readonly taskId: string) {
    super(`no task ${taskId} in "public"."tasks": check the id, or whether the task was deleted`);
  }
}

/** The task is done or cancelled, so it cannot be completed (again). */
export class TaskNotOpenError extends EngagementError {
  constructor(
    readonly taskId: string,
    readonly status: string,
  ) {
    super(`task ${taskId} in "public"."tasks" is ${status}: reopen it before completing it`);
  }
}

/** Momentum is given in whole, non-negative amounts. */
export class InvalidAmountError extends EngagementError {
  constructor(readonly amount: number) {
    super(`cannot award ${amount} to "analytics"."momentum": give a whole number from 0`);
  }
}

/** A project streak is always about one project. */
export class ProjectMissingError extends EngagementError {
  constructor() {
    super('cannot count a project streak in "analytics"."streaks": give projectId');
  }
}

/** The streak is still too short to cash in, or was cashed in already. */
export class StreakNotReadyError extends EngagementError {
  constructor(
    readonly userId: string,
    readonly streakType: StreakType,
  ) {
    super(
      `the ${streakType} streak of user ${userId} in "analytics"."streaks" cannot be cashed in: ` +
        "count it until canCashIn is true",
    );
  }
}
