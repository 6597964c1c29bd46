/** Kinds of data of a Google account. */
export const googleDataKinds = ["gmail", "calendar", "drive", "tasks", "contacts"] as const;
/** One of {@link googleDataKinds}. */
export type GoogleDataKind = (typeof googleDataKinds)[number];

/** How far a run is that fetches data. */
export const syncStatuses = ["pending", "running", "completed", "failed"] as const;
/** One of {@link syncStatuses}. */
export type SyncStatus = (typeof syncStatuses)[number];

/** Whether an event in a Google calendar takes place. */
export const googleEventStatuses = ["confirmed", "tentative", "cancelled"] as const;
/** One of {@link googleEventStatuses}. */
export type GoogleEventStatus = (typeof googleEventStatuses)[number];

/** Whom Google shows an event in a calendar. */
export const googleEventVisibilities = ["default", "public", "private", "confidential"] as const;
/** One of {@link googleEventVisibilities}. */
export type GoogleEventVisibility = (typeof googleEventVisibilities)[number];

/** Whether a Google task is done. */
export const googleTaskStatuses = ["needsAction", "completed"] as const;
/** One of {@link googleTaskStatuses}. */
export type GoogleTaskStatus = (typeof googleTaskStatuses)[number];

/** Slack's kinds of channels: open to all, of those invited, of two, and of a few. */
export const slackChannelTypes = ["public_channel", "private_channel", "im", "mpim"] as const;
/** One of {@link slackChannelTypes}. */
export type SlackChannelType = (typeof slackChannelTypes)[number];

/** Kinds of data of LinkedIn. */
export const linkedinDataKinds = ["profiles", "posts", "messages", "activity"] as const;
/** One of {@link linkedinDataKinds}. */
export type LinkedinDataKind = (typeof linkedinDataKinds)[number];
