/** What an agent is: one that a user talks to, or one that works for another. */
export const agentTypes = ["main", "child"] as const;
/** One of {@link agentTypes}. */
export type AgentType = (typeof agentTypes)[number];

/** Who sent a message. */
export const senderTypes = ["user", "agent", "system"] as const;
/** One of {@link senderTypes}. */
export type SenderType = (typeof senderTypes)[number];

/** States of a workflow. */
export const workflowStatuses = ["active", "paused", "completed"] as const;
/** One of {@link workflowStatuses}. */
export type WorkflowStatus = (typeof workflowStatuses)[number];

/** States of a task. `completed` and `cancelled` are final. */
export const taskStatuses = ["pending", "in_progress", "completed", "cancelled"] as const;
/** One of {@link taskStatuses}. */
export type TaskStatus = (typeof taskStatuses)[number];

/** Urgency of a task, least first. */
export const taskPriorities = ["low", "medium", "high", "urgent"] as const;
/** One of {@link taskPriorities}. */
export type TaskPriority = (typeof taskPriorities)[number];
