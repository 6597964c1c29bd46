/** What kind of thing is remembered. */
export const memoryCategories = [
  "preference",
  "fact",
  "relationship",
  "behavior",
  "context",
  "skill",
  "goal",
  "emotion",
  "decision",
  "feedback",
] as const;
/** One of {@link memoryCategories}. */
export type MemoryCategory = (typeof memoryCategories)[number];

/** How a memory came about. */
export const memorySources = [
  "conversation",
  "observation",
  "explicit",
  "inferred",
  "system",
] as const;
/** One of {@link memorySources}. */
export type MemorySource = (typeof memorySources)[number];
