/** What a personality is for. */
export const personalityRoles = ["assistant", "mentor", "specialist", "gatekeeper"] as const;
/** One of {@link personalityRoles}. */
export type PersonalityRole = (typeof personalityRoles)[number];

/** The moods, in the order in which they are shown. */
export const moodNames = [
  "friendly",
  "focused",
  "playful",
  "bossy",
  "surprised",
  "blushing",
] as const;
/** One of {@link moodNames}. */
export type MoodName = (typeof moodNames)[number];

/** Who wrote a prompt. */
export const generationMethods = ["auto", "manual", "dungeon_master"] as const;
/** One of {@link generationMethods}. */
export type GenerationMethod = (typeof generationMethods)[number];

/** How much a personality has left to give. */
export const energyLevels = ["low", "normal", "high"] as const;
/** One of {@link energyLevels}. */
export type EnergyLevel = (typeof energyLevels)[number];

/** Whether a personality may be spoken to. */
export const focusStates = ["available", "focused", "busy"] as const;
/** One of {@link focusStates}. */
export type FocusState = (typeof focusStates)[number];

/** Kinds of window in which a personality may be open. */
export const interfaceTypes = ["cursor", "chat", "mobile", "aurora-town"] as const;
/** One of {@link interfaceTypes}. */
export type InterfaceType = (typeof interfaceTypes)[number];

/** States of a window; `disconnected` is final. */
export const liveSessionStatuses = ["active", "idle", "disconnected"] as const;
/** One of {@link liveSessionStatuses}. */
export type LiveSessionStatus = (typeof liveSessionStatuses)[number];

/** States of a talk that a personality is in. */
export const contextStatuses = ["active", "paused", "closed"] as const;
/** One of {@link contextStatuses}. */
export type ContextStatus = (typeof contextStatuses)[number];

/** States of a commitment; all but `active` are final. */
export const commitmentStatuses = ["active", "completed", "cancelled"] as const;
/** One of {@link commitmentStatuses}. */
export type CommitmentStatus = (typeof commitmentStatuses)[number];

/** What became of a notification in a window. */
export const deliveryStatuses = ["pending", "delivered", "failed"] as const;
/** One of {@link deliveryStatuses}. */
export type DeliveryStatus = (typeof deliveryStatuses)[number];
