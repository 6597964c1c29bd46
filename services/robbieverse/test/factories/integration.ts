import { defineFactory } from "@deepiri/test-database";
import type {
  DriveFile,
  GmailAttachment,
  GmailMessage,
  GoogleCalendarEvent,
  GoogleContact,
  GoogleDataAccessRule,
  GoogleSyncJob,
  GoogleTask,
  GoogleWorkspaceDomain,
  GoogleWorkspaceUser,
  LinkedinActivity,
  LinkedinMessage,
  LinkedinPost,
  LinkedinProfile,
  LinkedinSyncStatus,
  Prisma,
  SlackChannel,
  SlackMessage,
  SlackUser,
  SlackWorkspace,
} from "../../src/generated/client.js";

const key = "robbieverse";

const googleDomains = defineFactory<
  Prisma.GoogleWorkspaceDomainCreateManyInput,
  GoogleWorkspaceDomain
>(key, "integration.google_workspace_domains")({ organization: null }, (unique) => ({
  domain: `${unique.toLowerCase()}.example.org`,
}));

const googleUsers = defineFactory<Prisma.GoogleWorkspaceUserCreateManyInput, GoogleWorkspaceUser>(
  key,
  "integration.google_workspace_users",
)({ organization: null, domain: null, user: null }, (unique) => ({
  email: `${unique.toLowerCase()}@example.org`,
}));

const googleRules = defineFactory<Prisma.GoogleDataAccessRuleCreateManyInput, GoogleDataAccessRule>(
  key,
  "integration.google_data_access_rules",
)({ organization: null, domain: null, viewer: null, target: null }, () => ({ kinds: ["gmail"] }));

const googleSyncJobs = defineFactory<Prisma.GoogleSyncJobCreateManyInput, GoogleSyncJob>(
  key,
  "integration.google_sync_jobs",
)({ organization: null, domain: null, googleUser: null }, () => ({ kind: "gmail" }));

const gmailMessages = defineFactory<Prisma.GmailMessageCreateManyInput, GmailMessage>(
  key,
  "integration.gmail_messages",
)({ organization: null, googleUser: null }, (unique) => ({
  messageId: unique,
  fromEmail: "ada@example.org",
  sentAt: new Date("2027-03-01T10:00:00Z"),
}));

const gmailAttachments = defineFactory<Prisma.GmailAttachmentCreateManyInput, GmailAttachment>(
  key,
  "integration.gmail_attachments",
)({ organization: null, message: null }, () => ({ partId: "1", filename: "notes.txt" }));

const googleCalendarEvents = defineFactory<
  Prisma.GoogleCalendarEventCreateManyInput,
  GoogleCalendarEvent
>(key, "integration.google_calendar_events")(
  { organization: null, googleUser: null },
  (unique) => ({
    calendarId: "primary",
    eventId: unique,
    startTime: new Date("2027-03-01T10:00:00Z"),
    endTime: new Date("2027-03-01T11:00:00Z"),
  }),
);

const driveFiles = defineFactory<Prisma.DriveFileCreateManyInput, DriveFile>(
  key,
  "integration.drive_files",
)({ organization: null, googleUser: null }, (unique) => ({ fileId: unique, name: "Notes" }));

const googleTasks = defineFactory<Prisma.GoogleTaskCreateManyInput, GoogleTask>(
  key,
  "integration.google_tasks",
)({ organization: null, googleUser: null }, (unique) => ({
  taskListId: "inbox",
  taskId: unique,
  title: "Write it down",
}));

const googleContacts = defineFactory<Prisma.GoogleContactCreateManyInput, GoogleContact>(
  key,
  "integration.google_contacts",
)({ organization: null, googleUser: null }, (unique) => ({
  resourceName: unique,
  displayName: "Ada Lovelace",
}));

const slackWorkspaces = defineFactory<Prisma.SlackWorkspaceCreateManyInput, SlackWorkspace>(
  key,
  "integration.slack_workspaces",
)({ organization: null }, (unique) => ({ teamId: unique, name: "Acme" }));

const slackUsers = defineFactory<Prisma.SlackUserCreateManyInput, SlackUser>(
  key,
  "integration.slack_users",
)({ organization: null, workspace: null, user: null }, (unique) => ({ slackId: unique }));

const slackChannels = defineFactory<Prisma.SlackChannelCreateManyInput, SlackChannel>(
  key,
  "integration.slack_channels",
)({ organization: null, workspace: null }, (unique) => ({ slackId: unique, name: "general" }));

const slackMessages = defineFactory<Prisma.SlackMessageCreateManyInput, SlackMessage>(
  key,
  "integration.slack_messages",
)({ organization: null, channel: null, slackUser: null }, () => ({
  ts: "1803895200.000100",
  text: "Good morning",
}));

const linkedinProfiles = defineFactory<Prisma.LinkedinProfileCreateManyInput, LinkedinProfile>(
  key,
  "integration.linkedin_profiles",
)({ organization: null, contact: null }, (unique) => ({
  linkedinUrl: `https://www.linkedin.com/in/${unique}`,
  fullName: "Ada Lovelace",
}));

const linkedinPosts = defineFactory<Prisma.LinkedinPostCreateManyInput, LinkedinPost>(
  key,
  "integration.linkedin_posts",
)({ organization: null, profile: null }, (unique) => ({
  postId: unique,
  postedAt: new Date("2027-03-01T10:00:00Z"),
}));

const linkedinMessages = defineFactory<Prisma.LinkedinMessageCreateManyInput, LinkedinMessage>(
  key,
  "integration.linkedin_messages",
)({ organization: null, user: null, profile: null }, (unique) => ({
  messageId: unique,
  direction: "inbound",
  content: "Hello",
  sentAt: new Date("2027-03-01T10:00:00Z"),
}));

const linkedinActivity = defineFactory<Prisma.LinkedinActivityCreateManyInput, LinkedinActivity>(
  key,
  "integration.linkedin_activity",
)({ organization: null, profile: null }, () => ({
  activityType: "new position",
  occurredAt: new Date("2027-03-01T10:00:00Z"),
}));

const linkedinSyncStatus = defineFactory<
  Prisma.LinkedinSyncStatusCreateManyInput,
  LinkedinSyncStatus
>(key, "integration.linkedin_sync_status")({ organization: null, user: null }, () => ({
  kind: "posts",
}));

/** Factories of the schema integration. */
export const integrationTables = {
  googleDomains,
  googleUsers,
  googleRules,
  googleSyncJobs,
  gmailMessages,
  gmailAttachments,
  googleCalendarEvents,
  driveFiles,
  googleTasks,
  googleContacts,
  slackWorkspaces,
  slackUsers,
  slackChannels,
  slackMessages,
  linkedinProfiles,
  linkedinPosts,
  linkedinMessages,
  linkedinActivity,
  linkedinSyncStatus,
};

/** What their rows cannot do without. */
export const integrationReferences = {
  googleDomains: {},
  googleUsers: { domainId: "googleDomains" },
  googleRules: { domainId: "googleDomains", viewerId: "googleUsers" },
  googleSyncJobs: { domainId: "googleDomains" },
  gmailMessages: { googleUserId: "googleUsers" },
  gmailAttachments: { messageId: "gmailMessages" },
  googleCalendarEvents: { googleUserId: "googleUsers" },
  driveFiles: { googleUserId: "googleUsers" },
  googleTasks: { googleUserId: "googleUsers" },
  googleContacts: { googleUserId: "googleUsers" },
  slackWorkspaces: {},
  slackUsers: { workspaceId: "slackWorkspaces" },
  slackChannels: { workspaceId: "slackWorkspaces" },
  slackMessages: { channelId: "slackChannels" },
  linkedinProfiles: {},
  linkedinPosts: { profileId: "linkedinProfiles" },
  linkedinMessages: { userId: "memberships.userId", profileId: "linkedinProfiles" },
  linkedinActivity: { profileId: "linkedinProfiles" },
  linkedinSyncStatus: { userId: "memberships.userId" },
} as const;
