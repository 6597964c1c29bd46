-- The time of the last change, which no program may forget.

CREATE FUNCTION "integration"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "integration"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "gmail_messages_set_updated_at" BEFORE UPDATE ON "integration"."gmail_messages"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_calendar_events_set_updated_at" BEFORE UPDATE ON "integration"."google_calendar_events"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "drive_files_set_updated_at" BEFORE UPDATE ON "integration"."drive_files"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_tasks_set_updated_at" BEFORE UPDATE ON "integration"."google_tasks"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_contacts_set_updated_at" BEFORE UPDATE ON "integration"."google_contacts"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_workspace_domains_set_updated_at" BEFORE UPDATE ON "integration"."google_workspace_domains"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_workspace_users_set_updated_at" BEFORE UPDATE ON "integration"."google_workspace_users"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_data_access_rules_set_updated_at" BEFORE UPDATE ON "integration"."google_data_access_rules"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "google_sync_jobs_set_updated_at" BEFORE UPDATE ON "integration"."google_sync_jobs"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "linkedin_profiles_set_updated_at" BEFORE UPDATE ON "integration"."linkedin_profiles"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "linkedin_posts_set_updated_at" BEFORE UPDATE ON "integration"."linkedin_posts"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "linkedin_sync_status_set_updated_at" BEFORE UPDATE ON "integration"."linkedin_sync_status"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "slack_workspaces_set_updated_at" BEFORE UPDATE ON "integration"."slack_workspaces"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "slack_users_set_updated_at" BEFORE UPDATE ON "integration"."slack_users"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "slack_channels_set_updated_at" BEFORE UPDATE ON "integration"."slack_channels"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
CREATE TRIGGER "slack_messages_set_updated_at" BEFORE UPDATE ON "integration"."slack_messages"
  FOR EACH ROW EXECUTE FUNCTION "integration"."set_updated_at"();
