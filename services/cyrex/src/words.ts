/** Who speaks in the playground. */
export const messageRoles = ["user", "assistant", "system"] as const;
/** One of {@link messageRoles}. */
export type MessageRole = (typeof messageRoles)[number];

/** What an agent may be doing. `completed` and `error` end a task, not the agent. */
export const agentStatuses = [
  "idle",
  "initializing",
  "processing",
  "waiting",
  "completed",
  "error",
  "paused",
] as const;
/** One of {@link agentStatuses}. */
export type AgentStatus = (typeof agentStatuses)[number];

/** Kinds of memory, as the runtime tells them apart. */
export const memoryTypes = ["short_term", "long_term", "episodic", "semantic", "working"] as const;
/** One of {@link memoryTypes}. */
export type MemoryType = (typeof memoryTypes)[number];

/** Urgency of a message between agents, least first. */
export const messagePriorities = ["low", "normal", "high", "critical"] as const;
/** One of {@link messagePriorities}. */
export type MessagePriority = (typeof messagePriorities)[number];

/** What a guardrail does when its pattern matches. */
export const guardrailActions = ["block", "warn", "modify", "log"] as const;
/** One of {@link guardrailActions}. */
export type GuardrailAction = (typeof guardrailActions)[number];

/** How grave a match of a guardrail is, least first. */
export const guardrailSeverities = ["low", "medium", "high", "critical"] as const;
/** One of {@link guardrailSeverities}. */
export type GuardrailSeverity = (typeof guardrailSeverities)[number];

/** How risky a vendor is, least first. */
export const riskLevels = ["low", "medium", "high", "critical"] as const;
/** One of {@link riskLevels}. */
export type RiskLevel = (typeof riskLevels)[number];
