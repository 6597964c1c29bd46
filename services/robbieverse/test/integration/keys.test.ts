import { type TenantKey, testTenantKeys, useTestDatabase } from "@deepiri/test-database";
import { asOwner } from "../as-owner.js";
import { integrationTables } from "../factories/integration.js";
import { ofTables } from "../factories/of-tables.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

const keys: readonly TenantKey<keyof typeof made>[] = [
  ["googleUsers", "domainId", "googleDomains", "it is refused"],
  ["googleUsers", "userId", "memberships.userId", "it is refused"],
  ["googleRules", "viewerId", "googleUsers", "the row goes", "domainId"],
  ["googleRules", "targetId", "googleUsers", "the row goes", "domainId"],
  ["googleSyncJobs", "domainId", "googleDomains", "the row goes"],
  ["googleSyncJobs", "googleUserId", "googleUsers", "the row goes"],
  ["gmailMessages", "googleUserId", "googleUsers", "the row goes"],
  ["gmailAttachments", "messageId", "gmailMessages", "the row goes"],
  ["googleCalendarEvents", "googleUserId", "googleUsers", "the row goes"],
  ["driveFiles", "googleUserId", "googleUsers", "the row goes"],
  ["googleTasks", "googleUserId", "googleUsers", "the row goes"],
  ["googleContacts", "googleUserId", "googleUsers", "the row goes"],
  ["slackUsers", "workspaceId", "slackWorkspaces", "the row goes"],
  ["slackUsers", "userId", "memberships.userId", "it is refused"],
  ["slackChannels", "workspaceId", "slackWorkspaces", "the row goes"],
  ["slackMessages", "channelId", "slackChannels", "the row goes"],
  ["slackMessages", "slackUserId", "slackUsers", "the row forgets it"],
  ["linkedinProfiles", "contactId", "contacts", "the row forgets it"],
  ["linkedinPosts", "profileId", "linkedinProfiles", "the row goes"],
  ["linkedinMessages", "userId", "memberships.userId", "the row goes"],
  ["linkedinMessages", "profileId", "linkedinProfiles", "the row goes"],
  ["linkedinActivity", "profileId", "linkedinProfiles", "the row goes"],
  ["linkedinSyncStatus", "userId", "memberships.userId", "the row goes"],
];

const tenants = { factory: "organizations", field: "organizationId" } as const;
testTenantKeys(db, made, tenants, keys, ofTables(made, integrationTables));
