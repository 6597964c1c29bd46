-- What a row of integration may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "integration"."google_workspace_domains"
  ADD CONSTRAINT "google_workspace_domains_domain_check" CHECK ("domain" ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
  ADD CONSTRAINT "google_workspace_domains_settings_check" CHECK (jsonb_typeof("settings") = 'object');
COMMENT ON CONSTRAINT "google_workspace_domains_domain_check" ON "integration"."google_workspace_domains"
  IS 'A Google Workspace domain is names in small letters, joined by dots.';
COMMENT ON CONSTRAINT "google_workspace_domains_settings_check" ON "integration"."google_workspace_domains"
  IS 'The settings of a Google Workspace domain are a JSON object.';

ALTER TABLE "integration"."google_workspace_users"
  ADD CONSTRAINT "google_workspace_users_email_check" CHECK ("email" = lower("email") AND "email" LIKE '_%@_%'),
  ADD CONSTRAINT "google_workspace_users_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "google_workspace_users_email_check" ON "integration"."google_workspace_users"
  IS 'The email of a Google account is in small letters, with something before an @ and something after it.';
COMMENT ON CONSTRAINT "google_workspace_users_metadata_check" ON "integration"."google_workspace_users"
  IS 'The metadata of a Google account are a JSON object.';

ALTER TABLE "integration"."google_data_access_rules"
  ADD CONSTRAINT "google_data_access_rules_kinds_check" CHECK ("kinds" <@ ARRAY['gmail', 'calendar', 'drive', 'tasks', 'contacts']);
COMMENT ON CONSTRAINT "google_data_access_rules_kinds_check" ON "integration"."google_data_access_rules"
  IS 'The kinds of data that a rule grants are of gmail, calendar, drive, tasks and contacts.';

ALTER TABLE "integration"."google_sync_jobs"
  ADD CONSTRAINT "google_sync_jobs_kind_check" CHECK ("kind"::text IN ('gmail', 'calendar', 'drive', 'tasks', 'contacts')),
  ADD CONSTRAINT "google_sync_jobs_status_check" CHECK ("status"::text IN ('pending', 'running', 'completed', 'failed')),
  ADD CONSTRAINT "google_sync_jobs_items_processed_check" CHECK ("items_processed" >= 0),
  ADD CONSTRAINT "google_sync_jobs_items_failed_check" CHECK ("items_failed" >= 0),
  ADD CONSTRAINT "google_sync_jobs_error_check" CHECK ("error" IS NULL OR "status" = 'failed'),
  ADD CONSTRAINT "google_sync_jobs_started_at_check" CHECK (("started_at" IS NULL) = ("status" = 'pending')),
  ADD CONSTRAINT "google_sync_jobs_finished_at_check" CHECK (("finished_at" IS NOT NULL) = ("status"::text IN ('completed', 'failed')));
COMMENT ON CONSTRAINT "google_sync_jobs_kind_check" ON "integration"."google_sync_jobs"
  IS 'The kind of a run is gmail, calendar, drive, tasks or contacts.';
COMMENT ON CONSTRAINT "google_sync_jobs_status_check" ON "integration"."google_sync_jobs"
  IS 'The status of a run is pending, running, completed or failed.';
COMMENT ON CONSTRAINT "google_sync_jobs_items_processed_check" ON "integration"."google_sync_jobs"
  IS 'The number of items of a run is not negative.';
COMMENT ON CONSTRAINT "google_sync_jobs_items_failed_check" ON "integration"."google_sync_jobs"
  IS 'The number of failed items of a run is not negative.';
COMMENT ON CONSTRAINT "google_sync_jobs_error_check" ON "integration"."google_sync_jobs"
  IS 'Only if it failed has a run an error.';
COMMENT ON CONSTRAINT "google_sync_jobs_started_at_check" ON "integration"."google_sync_jobs"
  IS 'The time at which a run began is known just when it is no longer pending.';
COMMENT ON CONSTRAINT "google_sync_jobs_finished_at_check" ON "integration"."google_sync_jobs"
  IS 'The time at which a run ended is known just when it is completed or failed.';

ALTER TABLE "integration"."gmail_messages"
  ADD CONSTRAINT "gmail_messages_to_emails_check" CHECK (array_position("to_emails", NULL) IS NULL),
  ADD CONSTRAINT "gmail_messages_cc_emails_check" CHECK (array_position("cc_emails", NULL) IS NULL),
  ADD CONSTRAINT "gmail_messages_bcc_emails_check" CHECK (array_position("bcc_emails", NULL) IS NULL),
  ADD CONSTRAINT "gmail_messages_labels_check" CHECK (array_position("labels", NULL) IS NULL);
COMMENT ON CONSTRAINT "gmail_messages_to_emails_check" ON "integration"."gmail_messages"
  IS 'No recipient of a Gmail message is null.';
COMMENT ON CONSTRAINT "gmail_messages_cc_emails_check" ON "integration"."gmail_messages"
  IS 'No recipient of a copy of a Gmail message is null.';
COMMENT ON CONSTRAINT "gmail_messages_bcc_emails_check" ON "integration"."gmail_messages"
  IS 'No recipient of a hidden copy of a Gmail message is null.';
COMMENT ON CONSTRAINT "gmail_messages_labels_check" ON "integration"."gmail_messages"
  IS 'No label of a Gmail message is null.';

ALTER TABLE "integration"."gmail_attachments"
  ADD CONSTRAINT "gmail_attachments_size_bytes_check" CHECK ("size_bytes" >= 0);
COMMENT ON CONSTRAINT "gmail_attachments_size_bytes_check" ON "integration"."gmail_attachments"
  IS 'The size of an attachment is not negative.';

ALTER TABLE "integration"."google_calendar_events"
  ADD CONSTRAINT "google_calendar_events_end_time_check" CHECK ("end_time" >= "start_time"),
  ADD CONSTRAINT "google_calendar_events_recurrence_check" CHECK (array_position("recurrence", NULL) IS NULL),
  ADD CONSTRAINT "google_calendar_events_attendees_check" CHECK (jsonb_typeof("attendees") = 'array'),
  ADD CONSTRAINT "google_calendar_events_status_check" CHECK ("status"::text IN ('confirmed', 'tentative', 'cancelled')),
  ADD CONSTRAINT "google_calendar_events_visibility_check" CHECK ("visibility"::text IN ('default', 'public', 'private', 'confidential'));
COMMENT ON CONSTRAINT "google_calendar_events_end_time_check" ON "integration"."google_calendar_events"
  IS 'An event of a Google calendar does not end before it begins.';
COMMENT ON CONSTRAINT "google_calendar_events_recurrence_check" ON "integration"."google_calendar_events"
  IS 'No rule by which an event of a Google calendar recurs is null.';
COMMENT ON CONSTRAINT "google_calendar_events_attendees_check" ON "integration"."google_calendar_events"
  IS 'Who takes part in an event of a Google calendar is a JSON array.';
COMMENT ON CONSTRAINT "google_calendar_events_status_check" ON "integration"."google_calendar_events"
  IS 'The status of an event of a Google calendar is confirmed, tentative or cancelled.';
COMMENT ON CONSTRAINT "google_calendar_events_visibility_check" ON "integration"."google_calendar_events"
  IS 'The visibility of an event of a Google calendar is default, public, private or confidential.';

ALTER TABLE "integration"."drive_files"
  ADD CONSTRAINT "drive_files_size_bytes_check" CHECK ("size_bytes" >= 0);
COMMENT ON CONSTRAINT "drive_files_size_bytes_check" ON "integration"."drive_files"
  IS 'The size of a file is not negative.';

ALTER TABLE "integration"."google_tasks"
  ADD CONSTRAINT "google_tasks_status_check" CHECK ("status"::text IN ('needsAction', 'completed')),
  ADD CONSTRAINT "google_tasks_completed_at_check" CHECK (("completed_at" IS NOT NULL) = ("status" = 'completed'));
COMMENT ON CONSTRAINT "google_tasks_status_check" ON "integration"."google_tasks"
  IS 'The status of a Google task is needsAction or completed.';
COMMENT ON CONSTRAINT "google_tasks_completed_at_check" ON "integration"."google_tasks"
  IS 'A Google task has a time at which it was completed just when it is.';

ALTER TABLE "integration"."google_contacts"
  ADD CONSTRAINT "google_contacts_emails_check" CHECK (array_position("emails", NULL) IS NULL),
  ADD CONSTRAINT "google_contacts_phones_check" CHECK (array_position("phones", NULL) IS NULL);
COMMENT ON CONSTRAINT "google_contacts_emails_check" ON "integration"."google_contacts"
  IS 'No email of a Google contact is null.';
COMMENT ON CONSTRAINT "google_contacts_phones_check" ON "integration"."google_contacts"
  IS 'No telephone number of a Google contact is null.';

ALTER TABLE "integration"."slack_channels"
  ADD CONSTRAINT "slack_channels_channel_type_check" CHECK ("channel_type"::text IN ('public_channel', 'private_channel', 'im', 'mpim'));
COMMENT ON CONSTRAINT "slack_channels_channel_type_check" ON "integration"."slack_channels"
  IS 'The type of a Slack channel is public_channel, private_channel, im or mpim.';

ALTER TABLE "integration"."slack_messages"
  ADD CONSTRAINT "slack_messages_ts_check" CHECK ("ts" ~ '^\d{1,12}\.\d{6}$'),
  ADD CONSTRAINT "slack_messages_thread_ts_check" CHECK ("thread_ts" ~ '^\d{1,12}\.\d{6}$'),
  ADD CONSTRAINT "slack_messages_reactions_check" CHECK (jsonb_typeof("reactions") = 'array'),
  ADD CONSTRAINT "slack_messages_files_check" CHECK (jsonb_typeof("files") = 'array');
COMMENT ON CONSTRAINT "slack_messages_ts_check" ON "integration"."slack_messages"
  IS 'The ts of a Slack message is seconds with six places.';
COMMENT ON CONSTRAINT "slack_messages_thread_ts_check" ON "integration"."slack_messages"
  IS 'The ts of the message that a Slack message answers is seconds with six places.';
COMMENT ON CONSTRAINT "slack_messages_reactions_check" ON "integration"."slack_messages"
  IS 'The reactions to a Slack message are a JSON array.';
COMMENT ON CONSTRAINT "slack_messages_files_check" ON "integration"."slack_messages"
  IS 'The files of a Slack message are a JSON array.';

ALTER TABLE "integration"."linkedin_profiles"
  ADD CONSTRAINT "linkedin_profiles_linkedin_url_check" CHECK ("linkedin_url" LIKE 'https://%'),
  ADD CONSTRAINT "linkedin_profiles_full_name_check" CHECK (btrim("full_name") <> ''),
  ADD CONSTRAINT "linkedin_profiles_connection_degree_check" CHECK ("connection_degree" BETWEEN 1 AND 3),
  ADD CONSTRAINT "linkedin_profiles_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "linkedin_profiles_linkedin_url_check" ON "integration"."linkedin_profiles"
  IS 'The address of a LinkedIn profile begins with https://.';
COMMENT ON CONSTRAINT "linkedin_profiles_full_name_check" ON "integration"."linkedin_profiles"
  IS 'The name of a LinkedIn profile is not blank.';
COMMENT ON CONSTRAINT "linkedin_profiles_connection_degree_check" ON "integration"."linkedin_profiles"
  IS 'The degree of a LinkedIn connection is 1 to 3.';
COMMENT ON CONSTRAINT "linkedin_profiles_metadata_check" ON "integration"."linkedin_profiles"
  IS 'The metadata of a LinkedIn profile are a JSON object.';

ALTER TABLE "integration"."linkedin_posts"
  ADD CONSTRAINT "linkedin_posts_like_count_check" CHECK ("like_count" >= 0),
  ADD CONSTRAINT "linkedin_posts_comment_count_check" CHECK ("comment_count" >= 0),
  ADD CONSTRAINT "linkedin_posts_share_count_check" CHECK ("share_count" >= 0);
COMMENT ON CONSTRAINT "linkedin_posts_like_count_check" ON "integration"."linkedin_posts"
  IS 'The number of likes of a LinkedIn post is not negative.';
COMMENT ON CONSTRAINT "linkedin_posts_comment_count_check" ON "integration"."linkedin_posts"
  IS 'The number of comments of a LinkedIn post is not negative.';
COMMENT ON CONSTRAINT "linkedin_posts_share_count_check" ON "integration"."linkedin_posts"
  IS 'The number of shares of a LinkedIn post is not negative.';

ALTER TABLE "integration"."linkedin_messages"
  ADD CONSTRAINT "linkedin_messages_direction_check" CHECK ("direction"::text IN ('inbound', 'outbound'));
COMMENT ON CONSTRAINT "linkedin_messages_direction_check" ON "integration"."linkedin_messages"
  IS 'The direction of a LinkedIn message is inbound or outbound.';

ALTER TABLE "integration"."linkedin_activity"
  ADD CONSTRAINT "linkedin_activity_activity_type_check" CHECK (btrim("activity_type") <> ''),
  ADD CONSTRAINT "linkedin_activity_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "linkedin_activity_activity_type_check" ON "integration"."linkedin_activity"
  IS 'The type of what somebody did on LinkedIn is not blank.';
COMMENT ON CONSTRAINT "linkedin_activity_metadata_check" ON "integration"."linkedin_activity"
  IS 'The metadata of what somebody did on LinkedIn are a JSON object.';

ALTER TABLE "integration"."linkedin_sync_status"
  ADD CONSTRAINT "linkedin_sync_status_kind_check" CHECK ("kind"::text IN ('profiles', 'posts', 'messages', 'activity')),
  ADD CONSTRAINT "linkedin_sync_status_status_check" CHECK ("status"::text IN ('pending', 'running', 'completed', 'failed')),
  ADD CONSTRAINT "linkedin_sync_status_items_processed_check" CHECK ("items_processed" >= 0),
  ADD CONSTRAINT "linkedin_sync_status_error_check" CHECK ("error" IS NULL OR "status" = 'failed'),
  ADD CONSTRAINT "linkedin_sync_status_started_at_check" CHECK (("started_at" IS NULL) = ("status" = 'pending')),
  ADD CONSTRAINT "linkedin_sync_status_finished_at_check" CHECK (("finished_at" IS NOT NULL) = ("status"::text IN ('completed', 'failed')));
COMMENT ON CONSTRAINT "linkedin_sync_status_kind_check" ON "integration"."linkedin_sync_status"
  IS 'The kind of a reading of LinkedIn is profiles, posts, messages or activity.';
COMMENT ON CONSTRAINT "linkedin_sync_status_status_check" ON "integration"."linkedin_sync_status"
  IS 'The status of a reading of LinkedIn is pending, running, completed or failed.';
COMMENT ON CONSTRAINT "linkedin_sync_status_items_processed_check" ON "integration"."linkedin_sync_status"
  IS 'The number of items of a reading of LinkedIn is not negative.';
COMMENT ON CONSTRAINT "linkedin_sync_status_error_check" ON "integration"."linkedin_sync_status"
  IS 'Only if it failed has a reading of LinkedIn an error.';
COMMENT ON CONSTRAINT "linkedin_sync_status_started_at_check" ON "integration"."linkedin_sync_status"
  IS 'The time at which a reading of LinkedIn began is known just when it is no longer pending.';
COMMENT ON CONSTRAINT "linkedin_sync_status_finished_at_check" ON "integration"."linkedin_sync_status"
  IS 'The time at which a reading of LinkedIn ended is known just when it is completed or failed.';
