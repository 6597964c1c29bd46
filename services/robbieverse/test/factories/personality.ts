import { defineFactory } from "@deepiri/test-database";
import type {
  AppointmentReminder,
  BehaviorEffect,
  Commitment,
  CommitmentReminder,
  DungeonMasterReview,
  LiveSession,
  Mood,
  MoodEvent,
  Notification,
  NotificationDelivery,
  Personality,
  PersonalityActivity,
  PersonalityAlias,
  PersonalityAppointment,
  PersonalityCategory,
  PersonalityContext,
  PersonalityInstance,
  PersonalityState,
  PersonalityStateChange,
  Prisma,
  Prompt,
  PromptOptimization,
  SyncEntry,
  WorkingMemory,
} from "../../src/generated/client.js";

const key = "robbieverse";

const personalityCategories = defineFactory<
  Prisma.PersonalityCategoryCreateManyInput,
  PersonalityCategory
>(key, "personality.personality_categories")({}, (unique) => ({ name: unique }));

const personalities = defineFactory<Prisma.PersonalityCreateManyInput, Personality>(
  key,
  "personality.personalities",
)({ category: null }, (unique) => ({
  slug: unique,
  name: unique,
  description: "Partner in all work",
}));

const personalityAliases = defineFactory<Prisma.PersonalityAliasCreateManyInput, PersonalityAlias>(
  key,
  "personality.personality_aliases",
)({ personality: personalities }, (unique) => ({ alias: unique }));

const moods = defineFactory<Prisma.MoodCreateManyInput, Mood>(key, "personality.moods")(
  {},
  (unique) => ({ name: unique, emoji: "🙂" }),
);

const personalityStates = defineFactory<Prisma.PersonalityStateCreateManyInput, PersonalityState>(
  key,
  "personality.ai_personality_state",
)({ personality: personalities, currentMood: null }, () => ({}));

const personalityStateChanges = defineFactory<
  Prisma.PersonalityStateChangeCreateManyInput,
  PersonalityStateChange
>(key, "personality.ai_state_history")({ personality: personalities }, () => ({
  newState: { energy_level: "low" },
}));

const prompts = defineFactory<Prisma.PromptCreateManyInput, Prompt>(key, "personality.prompts")(
  { personality: personalities, mood: moods },
  () => ({ systemPrompt: "Be kind." }),
);

const promptOptimizations = defineFactory<
  Prisma.PromptOptimizationCreateManyInput,
  PromptOptimization
>(key, "personality.prompt_optimizations")({ prompt: prompts }, () => ({
  oldVersion: 1,
  newVersion: 2,
}));

const dungeonMasterReviews = defineFactory<
  Prisma.DungeonMasterReviewCreateManyInput,
  DungeonMasterReview
>(key, "personality.dungeon_master_reviews")({}, (unique) => ({ reviewDate: dayOf(unique) }));

const personalityInstances = defineFactory<
  Prisma.PersonalityInstanceCreateManyInput,
  PersonalityInstance
>(key, "personality.personality_instances")(
  { organization: null, user: null, personality: null, currentMood: null },
  () => ({}),
);

const moodEvents = defineFactory<Prisma.MoodEventCreateManyInput, MoodEvent>(
  key,
  "personality.mood_events",
)(
  { organization: null, user: null, personality: null, previousMood: null, newMood: null },
  (unique) => ({ personalityName: unique }),
);

const liveSessions = defineFactory<Prisma.LiveSessionCreateManyInput, LiveSession>(
  key,
  "personality.live_sessions",
)({ organization: null, user: null, personality: null }, (unique) => ({
  interfaceType: "chat",
  interfaceId: unique,
}));

const personalityContexts = defineFactory<
  Prisma.PersonalityContextCreateManyInput,
  PersonalityContext
>(key, "personality.ai_conversation_contexts")(
  { organization: null, user: null, personality: null },
  () => ({ topic: "Lunch" }),
);

const workingMemories = defineFactory<Prisma.WorkingMemoryCreateManyInput, WorkingMemory>(
  key,
  "personality.ai_working_memory",
)({ organization: null, user: null, personality: null }, () => ({ content: "He is on his way." }));

const personalityActivities = defineFactory<
  Prisma.PersonalityActivityCreateManyInput,
  PersonalityActivity
>(key, "personality.ai_activity_log")(
  { organization: null, user: null, personality: null },
  () => ({ activityType: "greeting" }),
);

const syncEntries = defineFactory<Prisma.SyncEntryCreateManyInput, SyncEntry>(
  key,
  "personality.ai_sync_queue",
)({ organization: null, personality: null }, () => ({ operation: "refresh" }));

const behaviorEffects = defineFactory<Prisma.BehaviorEffectCreateManyInput, BehaviorEffect>(
  key,
  "personality.ai_behavior_effectiveness",
)({ organization: null, user: null, personality: null }, () => ({
  behavior: "asks first",
  effectivenessScore: "0.75",
}));

const commitments = defineFactory<Prisma.CommitmentCreateManyInput, Commitment>(
  key,
  "personality.ai_commitments",
)({ organization: null, user: null, personality: null }, () => ({ description: "Send the draft" }));

const commitmentReminders = defineFactory<
  Prisma.CommitmentReminderCreateManyInput,
  CommitmentReminder
>(key, "personality.ai_commitment_reminders")({ organization: null, commitment: null }, () => ({
  remindAt: new Date("2026-12-01T09:00:00Z"),
}));

const appointments = defineFactory<
  Prisma.PersonalityAppointmentCreateManyInput,
  PersonalityAppointment
>(key, "personality.ai_calendar_events")(
  { organization: null, user: null, personality: null },
  () => ({
    title: "Review",
    startTime: new Date("2026-12-01T09:00:00Z"),
    endTime: new Date("2026-12-01T10:00:00Z"),
  }),
);

const appointmentReminders = defineFactory<
  Prisma.AppointmentReminderCreateManyInput,
  AppointmentReminder
>(key, "personality.ai_calendar_reminders")({ organization: null, event: null }, () => ({
  remindAt: new Date("2026-12-01T08:45:00Z"),
}));

const notifications = defineFactory<Prisma.NotificationCreateManyInput, Notification>(
  key,
  "personality.ai_notifications",
)({ organization: null, user: null, personality: null }, () => ({ title: "A new draft" }));

const notificationDeliveries = defineFactory<
  Prisma.NotificationDeliveryCreateManyInput,
  NotificationDelivery
>(key, "personality.ai_notification_delivery")(
  { organization: null, notification: null, liveSession: null },
  () => ({}),
);

/** Factories of the schema personality. */
export const personalityTables = {
  personalityCategories,
  personalities,
  personalityAliases,
  moods,
  personalityStates,
  personalityStateChanges,
  prompts,
  promptOptimizations,
  dungeonMasterReviews,
  personalityInstances,
  moodEvents,
  liveSessions,
  personalityContexts,
  workingMemories,
  personalityActivities,
  syncEntries,
  behaviorEffects,
  commitments,
  commitmentReminders,
  appointments,
  appointmentReminders,
  notifications,
  notificationDeliveries,
};

/** What their rows refer to within an organization. */
export const personalityReferences = {
  personalityInstances: { userId: "memberships.userId", personalityId: "personalities" },
  moodEvents: { userId: "memberships.userId", personalityId: "personalities", newMoodId: "moods" },
  liveSessions: { personalityId: "personalities" },
  personalityContexts: { userId: "memberships.userId", personalityId: "personalities" },
  workingMemories: { personalityId: "personalities" },
  personalityActivities: { personalityId: "personalities" },
  syncEntries: { personalityId: "personalities" },
  behaviorEffects: { personalityId: "personalities" },
  commitments: { userId: "memberships.userId", personalityId: "personalities" },
  commitmentReminders: { commitmentId: "commitments" },
  appointments: { personalityId: "personalities" },
  appointmentReminders: { eventId: "appointments" },
  notifications: { userId: "memberships.userId", personalityId: "personalities" },
  notificationDeliveries: { notificationId: "notifications", liveSessionId: "liveSessions" },
} as const;

/** The day that the number at the end of a unique text stands for. */
function dayOf(unique: string): Date {
  return new Date(Date.UTC(2000, 0, Number(unique.split("-").at(-1))));
}
