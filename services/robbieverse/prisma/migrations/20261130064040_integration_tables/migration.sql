-- What Google, Slack and LinkedIn hold of an organization, by their ids within the account, workspace or profile that it was
-- read from. How to sign in there is configuration, so no key, client or token is here.

CREATE SCHEMA IF NOT EXISTS "integration";

CREATE TABLE "integration"."gmail_messages" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "google_user_id" UUID NOT NULL,
    "message_id" VARCHAR(255) NOT NULL,
    "thread_id" VARCHAR(255),
    "subject" TEXT,
    "from_email" VARCHAR(320) NOT NULL,
    "to_emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "cc_emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "bcc_emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "snippet" TEXT,
    "body_text" TEXT,
    "body_html" TEXT,
    "labels" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "is_read" BOOLEAN NOT NULL DEFAULT false,
    "is_starred" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gmail_messages_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."gmail_attachments" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "message_id" UUID NOT NULL,
    "part_id" VARCHAR(50) NOT NULL,
    "attachment_id" TEXT,
    "filename" TEXT NOT NULL,
    "mime_type" VARCHAR(255),
    "size_bytes" BIGINT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gmail_attachments_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_calendar_events" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "google_user_id" UUID NOT NULL,
    "calendar_id" VARCHAR(255) NOT NULL,
    "event_id" VARCHAR(1024) NOT NULL,
    "title" TEXT,
    "description" TEXT,
    "location" TEXT,
    "start_time" TIMESTAMPTZ(6) NOT NULL,
    "end_time" TIMESTAMPTZ(6) NOT NULL,
    "is_all_day" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" VARCHAR(100),
    "recurrence" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "organizer_email" VARCHAR(320),
    "attendees" JSONB NOT NULL DEFAULT '[]',
    "status" VARCHAR(20) NOT NULL DEFAULT 'confirmed',
    "visibility" VARCHAR(20) NOT NULL DEFAULT 'default',
    "meeting_url" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "google_calendar_events_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."drive_files" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "google_user_id" UUID NOT NULL,
    "file_id" VARCHAR(255) NOT NULL,
    "name" TEXT NOT NULL,
    "mime_type" VARCHAR(255),
    "size_bytes" BIGINT,
    "folder_id" VARCHAR(255),
    "web_url" TEXT,
    "is_trashed" BOOLEAN NOT NULL DEFAULT false,
    "modified_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drive_files_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_tasks" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "google_user_id" UUID NOT NULL,
    "task_list_id" VARCHAR(255) NOT NULL,
    "task_id" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    "notes" TEXT,
    "status" VARCHAR(20) NOT NULL DEFAULT 'needsAction',
    "due_date" DATE,
    "completed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "google_tasks_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_contacts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "google_user_id" UUID NOT NULL,
    "resource_name" VARCHAR(255) NOT NULL,
    "display_name" VARCHAR(255),
    "emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "phones" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "organization_name" VARCHAR(255),
    "job_title" VARCHAR(255),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "google_contacts_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_workspace_domains" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain" VARCHAR(255) NOT NULL,
    "display_name" VARCHAR(255),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "google_workspace_domains_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_workspace_users" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain_id" UUID NOT NULL,
    "user_id" UUID,
    "google_id" VARCHAR(255),
    "email" VARCHAR(255) NOT NULL,
    "full_name" VARCHAR(255),
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "is_suspended" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "google_workspace_users_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_data_access_rules" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain_id" UUID NOT NULL,
    "viewer_id" UUID NOT NULL,
    "target_id" UUID,
    "kinds" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "google_data_access_rules_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."google_sync_jobs" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain_id" UUID NOT NULL,
    "google_user_id" UUID,
    "kind" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'pending',
    "items_processed" INTEGER NOT NULL DEFAULT 0,
    "items_failed" INTEGER NOT NULL DEFAULT 0,
    "sync_token" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "google_sync_jobs_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."linkedin_profiles" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contact_id" UUID,
    "linkedin_url" TEXT NOT NULL,
    "full_name" VARCHAR(255) NOT NULL,
    "headline" TEXT,
    "location" VARCHAR(255),
    "company_name" VARCHAR(255),
    "job_title" VARCHAR(255),
    "connection_degree" INTEGER,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6),

    CONSTRAINT "linkedin_profiles_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."linkedin_posts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "profile_id" UUID NOT NULL,
    "post_id" VARCHAR(255) NOT NULL,
    "content" TEXT,
    "post_url" TEXT,
    "like_count" INTEGER NOT NULL DEFAULT 0,
    "comment_count" INTEGER NOT NULL DEFAULT 0,
    "share_count" INTEGER NOT NULL DEFAULT 0,
    "posted_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linkedin_posts_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."linkedin_messages" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "message_id" VARCHAR(255) NOT NULL,
    "thread_id" VARCHAR(255),
    "direction" VARCHAR(10) NOT NULL,
    "content" TEXT NOT NULL,
    "is_read" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linkedin_messages_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."linkedin_activity" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "profile_id" UUID NOT NULL,
    "activity_type" VARCHAR(50) NOT NULL,
    "description" TEXT,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linkedin_activity_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."linkedin_sync_status" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'pending',
    "items_processed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linkedin_sync_status_pkey" PRIMARY KEY ("organization_id","user_id","kind")
);

CREATE TABLE "integration"."slack_workspaces" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" VARCHAR(50) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "domain" VARCHAR(255),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_workspaces_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."slack_users" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" UUID NOT NULL,
    "user_id" UUID,
    "slack_id" VARCHAR(50) NOT NULL,
    "username" VARCHAR(255),
    "real_name" VARCHAR(255),
    "email" VARCHAR(255),
    "is_bot" BOOLEAN NOT NULL DEFAULT false,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_users_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."slack_channels" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" UUID NOT NULL,
    "slack_id" VARCHAR(50) NOT NULL,
    "name" VARCHAR(255),
    "channel_type" VARCHAR(20) NOT NULL DEFAULT 'public_channel',
    "topic" TEXT,
    "purpose" TEXT,
    "is_archived" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_channels_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "integration"."slack_messages" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" UUID NOT NULL,
    "ts" VARCHAR(20) NOT NULL,
    "thread_ts" VARCHAR(20),
    "slack_user_id" UUID,
    "text" TEXT NOT NULL,
    "reactions" JSONB NOT NULL DEFAULT '[]',
    "files" JSONB NOT NULL DEFAULT '[]',
    "sent_at" TIMESTAMPTZ(6) GENERATED ALWAYS AS (
      CASE WHEN "ts" ~ '^\d{1,12}\.\d{6}$' THEN to_timestamp("ts"::double precision) END
    ) STORED,
    "edited_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_messages_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE INDEX "gmail_messages_organization_id_google_user_id_sent_at_idx" ON "integration"."gmail_messages"("organization_id", "google_user_id", "sent_at" DESC);

CREATE INDEX "gmail_messages_organization_id_google_user_id_thread_id_idx" ON "integration"."gmail_messages"("organization_id", "google_user_id", "thread_id");

CREATE UNIQUE INDEX "gmail_messages_organization_id_google_user_id_message_id_key" ON "integration"."gmail_messages"("organization_id", "google_user_id", "message_id");

CREATE UNIQUE INDEX "gmail_attachments_organization_id_message_id_part_id_key" ON "integration"."gmail_attachments"("organization_id", "message_id", "part_id");

CREATE INDEX "google_calendar_events_organization_id_google_user_id_start_idx" ON "integration"."google_calendar_events"("organization_id", "google_user_id", "start_time");

CREATE UNIQUE INDEX "google_calendar_events_organization_id_google_user_id_calen_key" ON "integration"."google_calendar_events"("organization_id", "google_user_id", "calendar_id", "event_id");

CREATE INDEX "drive_files_organization_id_google_user_id_modified_at_idx" ON "integration"."drive_files"("organization_id", "google_user_id", "modified_at" DESC);

CREATE UNIQUE INDEX "drive_files_organization_id_google_user_id_file_id_key" ON "integration"."drive_files"("organization_id", "google_user_id", "file_id");

CREATE INDEX "google_tasks_organization_id_google_user_id_status_due_date_idx" ON "integration"."google_tasks"("organization_id", "google_user_id", "status", "due_date");

CREATE UNIQUE INDEX "google_tasks_organization_id_google_user_id_task_list_id_ta_key" ON "integration"."google_tasks"("organization_id", "google_user_id", "task_list_id", "task_id");

CREATE INDEX "google_contacts_organization_id_google_user_id_display_name_idx" ON "integration"."google_contacts"("organization_id", "google_user_id", "display_name");

CREATE UNIQUE INDEX "google_contacts_organization_id_google_user_id_resource_nam_key" ON "integration"."google_contacts"("organization_id", "google_user_id", "resource_name");

CREATE UNIQUE INDEX "google_workspace_domains_organization_id_domain_key" ON "integration"."google_workspace_domains"("organization_id", "domain");

CREATE INDEX "google_workspace_users_organization_id_user_id_idx" ON "integration"."google_workspace_users"("organization_id", "user_id");

CREATE UNIQUE INDEX "google_workspace_users_organization_id_domain_id_id_key" ON "integration"."google_workspace_users"("organization_id", "domain_id", "id");

CREATE UNIQUE INDEX "google_workspace_users_organization_id_email_key" ON "integration"."google_workspace_users"("organization_id", "email");

CREATE UNIQUE INDEX "google_workspace_users_organization_id_google_id_key" ON "integration"."google_workspace_users"("organization_id", "google_id");

CREATE INDEX "google_data_access_rules_organization_id_domain_id_target_i_idx" ON "integration"."google_data_access_rules"("organization_id", "domain_id", "target_id");

CREATE UNIQUE INDEX "google_data_access_rules_organization_id_domain_id_viewer_i_key" ON "integration"."google_data_access_rules"("organization_id", "domain_id", "viewer_id", "target_id") NULLS NOT DISTINCT;

CREATE INDEX "google_sync_jobs_organization_id_domain_id_kind_created_at_idx" ON "integration"."google_sync_jobs"("organization_id", "domain_id", "kind", "created_at" DESC);

CREATE INDEX "google_sync_jobs_organization_id_google_user_id_idx" ON "integration"."google_sync_jobs"("organization_id", "google_user_id");

CREATE INDEX "linkedin_profiles_organization_id_contact_id_idx" ON "integration"."linkedin_profiles"("organization_id", "contact_id");

CREATE UNIQUE INDEX "linkedin_profiles_organization_id_linkedin_url_key" ON "integration"."linkedin_profiles"("organization_id", "linkedin_url");

CREATE INDEX "linkedin_posts_organization_id_profile_id_posted_at_idx" ON "integration"."linkedin_posts"("organization_id", "profile_id", "posted_at" DESC);

CREATE UNIQUE INDEX "linkedin_posts_organization_id_post_id_key" ON "integration"."linkedin_posts"("organization_id", "post_id");

CREATE INDEX "linkedin_messages_organization_id_profile_id_sent_at_idx" ON "integration"."linkedin_messages"("organization_id", "profile_id", "sent_at" DESC);

CREATE UNIQUE INDEX "linkedin_messages_organization_id_user_id_message_id_key" ON "integration"."linkedin_messages"("organization_id", "user_id", "message_id");

CREATE INDEX "linkedin_activity_organization_id_profile_id_occurred_at_idx" ON "integration"."linkedin_activity"("organization_id", "profile_id", "occurred_at" DESC);

CREATE UNIQUE INDEX "slack_workspaces_organization_id_team_id_key" ON "integration"."slack_workspaces"("organization_id", "team_id");

CREATE INDEX "slack_users_organization_id_user_id_idx" ON "integration"."slack_users"("organization_id", "user_id");

CREATE UNIQUE INDEX "slack_users_organization_id_workspace_id_slack_id_key" ON "integration"."slack_users"("organization_id", "workspace_id", "slack_id");

CREATE UNIQUE INDEX "slack_channels_organization_id_workspace_id_slack_id_key" ON "integration"."slack_channels"("organization_id", "workspace_id", "slack_id");

CREATE INDEX "slack_messages_organization_id_channel_id_thread_ts_idx" ON "integration"."slack_messages"("organization_id", "channel_id", "thread_ts");

CREATE INDEX "slack_messages_organization_id_channel_id_sent_at_idx" ON "integration"."slack_messages"("organization_id", "channel_id", "sent_at" DESC);

CREATE INDEX "slack_messages_organization_id_slack_user_id_idx" ON "integration"."slack_messages"("organization_id", "slack_user_id");

CREATE UNIQUE INDEX "slack_messages_organization_id_channel_id_ts_key" ON "integration"."slack_messages"("organization_id", "channel_id", "ts");

ALTER TABLE "integration"."gmail_messages" ADD CONSTRAINT "gmail_messages_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."gmail_attachments" ADD CONSTRAINT "gmail_attachments_organization_id_message_id_fkey" FOREIGN KEY ("organization_id", "message_id") REFERENCES "integration"."gmail_messages"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_calendar_events" ADD CONSTRAINT "google_calendar_events_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."drive_files" ADD CONSTRAINT "drive_files_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_tasks" ADD CONSTRAINT "google_tasks_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_contacts" ADD CONSTRAINT "google_contacts_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_workspace_domains" ADD CONSTRAINT "google_workspace_domains_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."google_workspace_users" ADD CONSTRAINT "google_workspace_users_organization_id_domain_id_fkey" FOREIGN KEY ("organization_id", "domain_id") REFERENCES "integration"."google_workspace_domains"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."google_workspace_users" ADD CONSTRAINT "google_workspace_users_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."google_data_access_rules" ADD CONSTRAINT "google_data_access_rules_organization_id_domain_id_fkey" FOREIGN KEY ("organization_id", "domain_id") REFERENCES "integration"."google_workspace_domains"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_data_access_rules" ADD CONSTRAINT "google_data_access_rules_organization_id_domain_id_viewer__fkey" FOREIGN KEY ("organization_id", "domain_id", "viewer_id") REFERENCES "integration"."google_workspace_users"("organization_id", "domain_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "integration"."google_data_access_rules" ADD CONSTRAINT "google_data_access_rules_organization_id_domain_id_target__fkey" FOREIGN KEY ("organization_id", "domain_id", "target_id") REFERENCES "integration"."google_workspace_users"("organization_id", "domain_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "integration"."google_sync_jobs" ADD CONSTRAINT "google_sync_jobs_organization_id_domain_id_fkey" FOREIGN KEY ("organization_id", "domain_id") REFERENCES "integration"."google_workspace_domains"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."google_sync_jobs" ADD CONSTRAINT "google_sync_jobs_organization_id_google_user_id_fkey" FOREIGN KEY ("organization_id", "google_user_id") REFERENCES "integration"."google_workspace_users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_profiles" ADD CONSTRAINT "linkedin_profiles_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_profiles" ADD CONSTRAINT "linkedin_profiles_organization_id_contact_id_fkey" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "business"."contacts"("organization_id", "id") ON DELETE SET NULL ("contact_id") ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_posts" ADD CONSTRAINT "linkedin_posts_organization_id_profile_id_fkey" FOREIGN KEY ("organization_id", "profile_id") REFERENCES "integration"."linkedin_profiles"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_messages" ADD CONSTRAINT "linkedin_messages_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_messages" ADD CONSTRAINT "linkedin_messages_organization_id_profile_id_fkey" FOREIGN KEY ("organization_id", "profile_id") REFERENCES "integration"."linkedin_profiles"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_activity" ADD CONSTRAINT "linkedin_activity_organization_id_profile_id_fkey" FOREIGN KEY ("organization_id", "profile_id") REFERENCES "integration"."linkedin_profiles"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."linkedin_sync_status" ADD CONSTRAINT "linkedin_sync_status_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_workspaces" ADD CONSTRAINT "slack_workspaces_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_users" ADD CONSTRAINT "slack_users_organization_id_workspace_id_fkey" FOREIGN KEY ("organization_id", "workspace_id") REFERENCES "integration"."slack_workspaces"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_users" ADD CONSTRAINT "slack_users_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_channels" ADD CONSTRAINT "slack_channels_organization_id_workspace_id_fkey" FOREIGN KEY ("organization_id", "workspace_id") REFERENCES "integration"."slack_workspaces"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_messages" ADD CONSTRAINT "slack_messages_organization_id_channel_id_fkey" FOREIGN KEY ("organization_id", "channel_id") REFERENCES "integration"."slack_channels"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "integration"."slack_messages" ADD CONSTRAINT "slack_messages_organization_id_slack_user_id_fkey" FOREIGN KEY ("organization_id", "slack_user_id") REFERENCES "integration"."slack_users"("organization_id", "id") ON DELETE SET NULL ("slack_user_id") ON UPDATE CASCADE;
