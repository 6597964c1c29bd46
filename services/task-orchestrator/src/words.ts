/** How one task depends on another. Only `blocks` and `subtask` order work. */
export const dependencyTypes = ["blocks", "related", "duplicate", "subtask"] as const;
/** One of {@link dependencyTypes}. */
export type DependencyType = (typeof dependencyTypes)[number];

/**
 * States that a version may report: those of a task, and the outcomes that callers send. The database
 * has no rule for this column, so a version written by another program may hold any other word.
 */
export const taskVersionStatuses = [
  "todo",
  "in_progress",
  "blocked",
  "review",
  "done",
  "cancelled",
  "completed",
  "failed",
  "error",
] as const;
/** One of {@link taskVersionStatuses}. */
export type TaskVersionStatus = (typeof taskVersionStatuses)[number];

/** Urgency of a task at a version, least first. Like the status, no rule of the database. */
export const taskVersionPriorities = ["low", "medium", "high", "urgent"] as const;
/** One of {@link taskVersionPriorities}. */
export type TaskVersionPriority = (typeof taskVersionPriorities)[number];

// For the columns of core's tables that the client shows.
export type { TaskPriority, TaskStatus } from "@deepiri/core";
