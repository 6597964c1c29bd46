import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { integrationTables } from "../factories/integration.js";
import { ofTables } from "../factories/of-tables.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

const checks: readonly Breach[] = [
  breach("google_workspace_domains", "domain", "'Example.org'"),
  breach("google_workspace_domains", "domain", "'example'"),
  breach("google_workspace_domains", "settings", "'[]'"),
  breach("google_workspace_users", "email", "'Ada@example.org'"),
  breach("google_workspace_users", "email", "'nobody'"),
  breach("google_workspace_users", "metadata", "'[]'"),
  breach("google_data_access_rules", "kinds", "'{gmail,photos}'"),
  breach("google_data_access_rules", "kinds", "ARRAY[NULL]"),
  breach("google_sync_jobs", "kind", "'photos'"),
  breach("google_sync_jobs", "status", "'stuck'", "status = 'stuck', started_at = now()"),
  breach("google_sync_jobs", "items_processed", "-1"),
  breach("google_sync_jobs", "items_failed", "-1"),
  breach("google_sync_jobs", "error", "'no answer'"),
  breach("google_sync_jobs", "started_at", "now()"),
  breach("google_sync_jobs", "started_at", "", "status = 'running'"),
  breach("google_sync_jobs", "finished_at", "now()"),
  breach("google_sync_jobs", "finished_at", "", "status = 'completed', started_at = now()"),
  breach("gmail_messages", "to_emails", "ARRAY[NULL]"),
  breach("gmail_messages", "cc_emails", "ARRAY[NULL]"),
  breach("gmail_messages", "bcc_emails", "ARRAY[NULL]"),
  breach("gmail_messages", "labels", "ARRAY[NULL]"),
  breach("gmail_attachments", "size_bytes", "-1"),
  breach("google_calendar_events", "end_time", "start_time - interval '1 s'"),
  breach("google_calendar_events", "recurrence", "ARRAY[NULL]"),
  breach("google_calendar_events", "attendees", "'{}'"),
  breach("google_calendar_events", "status", "'maybe'"),
  breach("google_calendar_events", "visibility", "'hidden'"),
  breach("drive_files", "size_bytes", "-1"),
  breach("google_tasks", "status", "'done'"),
  breach("google_tasks", "completed_at", "now()"),
  breach("google_tasks", "completed_at", "", "status = 'completed'"),
  breach("google_contacts", "emails", "ARRAY[NULL]"),
  breach("google_contacts", "phones", "ARRAY[NULL]"),
  breach("slack_channels", "channel_type", "'group'"),
  breach("slack_messages", "ts", "'yesterday'"),
  breach("slack_messages", "ts", "'1803895200.1'"),
  breach("slack_messages", "thread_ts", "'1803895200'"),
  breach("slack_messages", "reactions", "'{}'"),
  breach("slack_messages", "files", "'{}'"),
  breach("linkedin_profiles", "linkedin_url", "'linkedin.com/in/ada'"),
  breach("linkedin_profiles", "full_name", "' '"),
  breach("linkedin_profiles", "connection_degree", "0"),
  breach("linkedin_profiles", "connection_degree", "4"),
  breach("linkedin_profiles", "metadata", "'[]'"),
  breach("linkedin_posts", "like_count", "-1"),
  breach("linkedin_posts", "comment_count", "-1"),
  breach("linkedin_posts", "share_count", "-1"),
  breach("linkedin_messages", "direction", "'up'"),
  breach("linkedin_activity", "activity_type", "' '"),
  breach("linkedin_activity", "metadata", "'[]'"),
  breach("linkedin_sync_status", "kind", "'jobs'"),
  breach("linkedin_sync_status", "status", "'stuck'", "status = 'stuck', started_at = now()"),
  breach("linkedin_sync_status", "items_processed", "-1"),
  breach("linkedin_sync_status", "error", "'no answer'"),
  breach("linkedin_sync_status", "started_at", "now()"),
  breach("linkedin_sync_status", "finished_at", "now()"),
];

const uniques: readonly Breach[] = [
  again("google_workspace_domains_organization_id_domain_key", "organization_id, domain"),
  // What rules are found by, and what the primary key would refuse first.
  [
    "google_workspace_users_organization_id_domain_id_id_key",
    `DO $$ BEGIN
       ALTER TABLE integration.google_workspace_users DROP CONSTRAINT google_workspace_users_pkey CASCADE;
       INSERT INTO integration.google_workspace_users (organization_id, domain_id, id, email)
         SELECT organization_id, domain_id, id, 'x' || email FROM integration.google_workspace_users;
     END $$`,
  ],
  again("google_workspace_users_organization_id_email_key", "organization_id, domain_id, email"),
  [
    "google_workspace_users_organization_id_google_id_key",
    `INSERT INTO integration.google_workspace_users (organization_id, domain_id, email, google_id)
     SELECT organization_id, domain_id, n || email, '7'
     FROM integration.google_workspace_users, generate_series(1, 2) AS n`,
  ],
  again(
    "google_data_access_rules_organization_id_domain_id_viewer_i_key",
    "organization_id, domain_id, viewer_id, target_id",
    "google_data_access_rules",
  ),
  again(
    "gmail_messages_organization_id_google_user_id_message_id_key",
    "organization_id, google_user_id, message_id, from_email, sent_at",
  ),
  again(
    "gmail_attachments_organization_id_message_id_part_id_key",
    "organization_id, message_id, part_id, filename",
  ),
  again(
    "google_calendar_events_organization_id_google_user_id_calen_key",
    "organization_id, google_user_id, calendar_id, event_id, start_time, end_time",
  ),
  again(
    "drive_files_organization_id_google_user_id_file_id_key",
    "organization_id, google_user_id, file_id, name",
  ),
  again(
    "google_tasks_organization_id_google_user_id_task_list_id_ta_key",
    "organization_id, google_user_id, task_list_id, task_id, title",
  ),
  again(
    "google_contacts_organization_id_google_user_id_resource_nam_key",
    "organization_id, google_user_id, resource_name",
  ),
  again("slack_workspaces_organization_id_team_id_key", "organization_id, team_id, name"),
  again(
    "slack_users_organization_id_workspace_id_slack_id_key",
    "organization_id, workspace_id, slack_id",
  ),
  again(
    "slack_channels_organization_id_workspace_id_slack_id_key",
    "organization_id, workspace_id, slack_id",
  ),
  again(
    "slack_messages_organization_id_channel_id_ts_key",
    "organization_id, channel_id, ts, text",
  ),
  again(
    "linkedin_profiles_organization_id_linkedin_url_key",
    "organization_id, linkedin_url, full_name",
  ),
  again(
    "linkedin_posts_organization_id_post_id_key",
    "organization_id, profile_id, post_id, posted_at",
  ),
  again(
    "linkedin_messages_organization_id_user_id_message_id_key",
    "organization_id, user_id, profile_id, message_id, direction, content, sent_at",
  ),
];

testRules(db, ofTables(made, integrationTables), { checks, uniques });
testRequiredColumns(db, ofTables(made, integrationTables), [
  of("google_workspace_domains", "id domain is_active settings created_at updated_at"),
  of(
    "google_workspace_users",
    "id domain_id email is_admin is_suspended metadata created_at updated_at",
  ),
  of("google_data_access_rules", "id domain_id viewer_id kinds is_admin created_at updated_at"),
  of(
    "google_sync_jobs",
    "id domain_id kind status items_processed items_failed created_at updated_at",
  ),
  of(
    "gmail_messages",
    "id google_user_id message_id from_email to_emails cc_emails bcc_emails labels is_read is_starred sent_at created_at updated_at",
  ),
  of("gmail_attachments", "id message_id part_id filename created_at"),
  of(
    "google_calendar_events",
    "id google_user_id calendar_id event_id start_time end_time is_all_day recurrence attendees status visibility created_at updated_at synced_at",
  ),
  of("drive_files", "id google_user_id file_id name is_trashed created_at updated_at"),
  of("google_tasks", "id google_user_id task_list_id task_id title status created_at updated_at"),
  of("google_contacts", "id google_user_id resource_name emails phones created_at updated_at"),
  of("slack_workspaces", "id team_id name is_active created_at updated_at"),
  of("slack_users", "id workspace_id slack_id is_bot is_deleted created_at updated_at"),
  of("slack_channels", "id workspace_id slack_id channel_type is_archived created_at updated_at"),
  of("slack_messages", "id channel_id ts text reactions files created_at updated_at"),
  of("linkedin_profiles", "id linkedin_url full_name metadata created_at updated_at"),
  of(
    "linkedin_posts",
    "id profile_id post_id like_count comment_count share_count posted_at created_at updated_at",
  ),
  of(
    "linkedin_messages",
    "id user_id profile_id message_id direction content is_read sent_at created_at",
  ),
  of("linkedin_activity", "id profile_id activity_type occurred_at metadata created_at"),
  of("linkedin_sync_status", "user_id kind status items_processed updated_at"),
]);

describe("what Google and Slack name by ids of their own", () => {
  it("is one row a mailbox, and an event one a calendar, though others have it too", async () => {
    await made.gmailMessages.createMany(2, { messageId: "17" });
    await made.googleCalendarEvents.createMany(2, { calendarId: "primary", eventId: "17" });
    await made.driveFiles.createMany(2, { fileId: "17" });
  });

  it("is one row a channel, at the time that its ts says", async () => {
    const [first, second] = await made.slackMessages.createMany(2, { ts: "1803895200.000100" });
    expect(first?.channelId).not.toBe(second?.channelId);
    const [sent] = await db.query(
      `SELECT sent_at = '2027-03-01 10:00:00.0001Z' AS is_right FROM integration.slack_messages WHERE id = $1`,
      [first?.id],
    );
    expect(sent).toEqual({ is_right: true });
  });
});

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE integration.${table} SET ${set}`];
}

/** All rows once more, with keys of their own. */
function again(
  constraint: string,
  columns: string,
  table = constraint.split("_organization_id")[0],
): Breach {
  return [
    constraint,
    `INSERT INTO integration.${table} (${columns}) SELECT ${columns} FROM integration.${table}`,
  ];
}

function of(table: string, columns: string): readonly [table: string, columns: string] {
  return [`integration.${table}`, `organization_id ${columns}`];
}
