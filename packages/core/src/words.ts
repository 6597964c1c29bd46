/** States of an account. No program writes any but the first today. */
export const userStatuses = ["active", "inactive", "suspended", "deleted"] as const;
/** One of {@link userStatuses}. */
export type UserStatus = (typeof userStatuses)[number];

/** States of a project. */
export const projectStatuses = ["planning", "active", "completed", "paused", "cancelled"] as const;
/** One of {@link projectStatuses}. */
export type ProjectStatus = (typeof projectStatuses)[number];

/** Urgency of a project, least first. */
export const projectPriorities = ["low", "medium", "high", "urgent"] as const;
/** One of {@link projectPriorities}. */
export type ProjectPriority = (typeof projectPriorities)[number];

/** States of a task. {@link closedTaskStatuses} are final, all others are open. */
export const taskStatuses = [
  "todo",
  "in_progress",
  "blocked",
  "review",
  "done",
  "cancelled",
] as const;
/** One of {@link taskStatuses}. */
export type TaskStatus = (typeof taskStatuses)[number];

/** States that a task does not leave by itself; the index of open tasks leaves them out. */
export const closedTaskStatuses = ["done", "cancelled"] as const satisfies readonly TaskStatus[];

/** Urgency of a task, least first. */
export const taskPriorities = ["low", "medium", "high", "urgent"] as const;
/** One of {@link taskPriorities}. */
export type TaskPriority = (typeof taskPriorities)[number];

/** Effort a task asks for, least first. */
export const taskDifficulties = ["trivial", "easy", "medium", "hard", "epic"] as const;
/** One of {@link taskDifficulties}. */
export type TaskDifficulty = (typeof taskDifficulties)[number];

/** Kinds of write that the audit log tells apart. */
export const auditActions = ["INSERT", "UPDATE", "DELETE"] as const;
/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];
