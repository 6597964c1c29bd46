-- What a row may hold, whoever writes it. The comment on each rule is what a client shows to whoever broke it.

-- hazard: no database has rows of it yet
ALTER TABLE "core"."organizations"
  ADD CONSTRAINT "organizations_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "organizations_domain_check" CHECK ("domain" ~ '^[^\sA-Z]+$'),
  ADD CONSTRAINT "organizations_org_type_check" CHECK ("org_type"::text IN ('personal', 'corporate', 'nonprofit', 'government')),
  ADD CONSTRAINT "organizations_status_check" CHECK ("status"::text IN ('active', 'inactive', 'suspended', 'trial')),
  ADD CONSTRAINT "organizations_settings_check" CHECK (jsonb_typeof("settings") = 'object');
COMMENT ON CONSTRAINT "organizations_name_check" ON "core"."organizations"
  IS 'The name of an organization is not blank.';
COMMENT ON CONSTRAINT "organizations_domain_check" ON "core"."organizations"
  IS 'The domain of an organization has no blanks and no capital letters.';
COMMENT ON CONSTRAINT "organizations_org_type_check" ON "core"."organizations"
  IS 'An organization is personal, corporate, nonprofit or government.';
COMMENT ON CONSTRAINT "organizations_status_check" ON "core"."organizations"
  IS 'The status of an organization is active, inactive, suspended or trial.';
COMMENT ON CONSTRAINT "organizations_settings_check" ON "core"."organizations"
  IS 'The settings of an organization are a JSON object.';

-- hazard: no database has rows of it yet
ALTER TABLE "core"."organization_memberships"
  ADD CONSTRAINT "organization_memberships_role_check" CHECK ("role"::text IN ('owner', 'admin', 'member', 'viewer'));
COMMENT ON CONSTRAINT "organization_memberships_role_check" ON "core"."organization_memberships"
  IS 'The role of a member is owner, admin, member or viewer.';

-- hazard: no database has rows of it yet
ALTER TABLE "core"."towns"
  ADD CONSTRAINT "towns_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "towns_settings_check" CHECK (jsonb_typeof("settings") = 'object');
COMMENT ON CONSTRAINT "towns_name_check" ON "core"."towns"
  IS 'The name of a town is not blank.';
COMMENT ON CONSTRAINT "towns_settings_check" ON "core"."towns"
  IS 'The settings of a town are a JSON object.';

-- hazard: no database has rows of it yet
ALTER TABLE "core"."users"
  ADD CONSTRAINT "users_username_check" CHECK (btrim("username") <> ''),
  ADD CONSTRAINT "users_email_check" CHECK ("email" ~ '^[^@\s]+@[^@\s]+$'),
  ADD CONSTRAINT "users_role_check" CHECK ("role"::text IN ('admin', 'user', 'mentor', 'ai', 'developer')),
  ADD CONSTRAINT "users_preferences_check" CHECK (jsonb_typeof("preferences") = 'object'),
  ADD CONSTRAINT "users_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "users_username_check" ON "core"."users"
  IS 'The username of a user is not blank.';
COMMENT ON CONSTRAINT "users_email_check" ON "core"."users"
  IS 'The email of a user has one @ with something before it and after it, and no blanks.';
COMMENT ON CONSTRAINT "users_role_check" ON "core"."users"
  IS 'The role of a user is admin, user, mentor, ai or developer.';
COMMENT ON CONSTRAINT "users_preferences_check" ON "core"."users"
  IS 'The preferences of a user are a JSON object.';
COMMENT ON CONSTRAINT "users_metadata_check" ON "core"."users"
  IS 'The metadata of a user are a JSON object.';

ALTER TABLE "core"."sessions"
  ADD CONSTRAINT "sessions_token_hash_check" CHECK (octet_length("token_hash") = 32),
  ADD CONSTRAINT "sessions_expires_at_check" CHECK ("expires_at" > "created_at");
COMMENT ON CONSTRAINT "sessions_token_hash_check" ON "core"."sessions"
  IS 'The hash of the token of a session is the 32 bytes of SHA-256.';
COMMENT ON CONSTRAINT "sessions_expires_at_check" ON "core"."sessions"
  IS 'A session expires after it was made.';

ALTER TABLE "core"."api_keys"
  ADD CONSTRAINT "api_keys_key_hash_check" CHECK (octet_length("key_hash") = 32),
  ADD CONSTRAINT "api_keys_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "api_keys_permissions_check" CHECK (jsonb_typeof("permissions") = 'array' AND NOT "permissions" @? 'strict $[*] ? (@.type() != "string")'),
  ADD CONSTRAINT "api_keys_expires_at_check" CHECK ("expires_at" > "created_at");
COMMENT ON CONSTRAINT "api_keys_key_hash_check" ON "core"."api_keys"
  IS 'The hash of a key is the 32 bytes of SHA-256.';
COMMENT ON CONSTRAINT "api_keys_name_check" ON "core"."api_keys"
  IS 'The name of a key is not blank.';
COMMENT ON CONSTRAINT "api_keys_permissions_check" ON "core"."api_keys"
  IS 'The permissions of a key are a JSON list of words.';
COMMENT ON CONSTRAINT "api_keys_expires_at_check" ON "core"."api_keys"
  IS 'A key expires after it was made.';

ALTER TABLE "core"."system_config"
  ADD CONSTRAINT "system_config_key_check" CHECK (btrim("key") <> ''),
  ADD CONSTRAINT "system_config_category_check" CHECK (btrim("category") <> '');
COMMENT ON CONSTRAINT "system_config_key_check" ON "core"."system_config"
  IS 'The key of a setting is not blank.';
COMMENT ON CONSTRAINT "system_config_category_check" ON "core"."system_config"
  IS 'The category of a setting is not blank.';

ALTER TABLE "core"."audit_log"
  ADD CONSTRAINT "audit_log_action_check" CHECK (btrim("action") <> ''),
  ADD CONSTRAINT "audit_log_entity_id_check" CHECK ("entity_id" IS NULL OR "entity_type" IS NOT NULL),
  ADD CONSTRAINT "audit_log_old_values_check" CHECK (jsonb_typeof("old_values") = 'object'),
  ADD CONSTRAINT "audit_log_new_values_check" CHECK (jsonb_typeof("new_values") = 'object');
COMMENT ON CONSTRAINT "audit_log_action_check" ON "core"."audit_log"
  IS 'The action of an entry is not blank.';
COMMENT ON CONSTRAINT "audit_log_entity_id_check" ON "core"."audit_log"
  IS 'An entry that names an id says of what kind.';
COMMENT ON CONSTRAINT "audit_log_old_values_check" ON "core"."audit_log"
  IS 'What was before is a JSON object.';
COMMENT ON CONSTRAINT "audit_log_new_values_check" ON "core"."audit_log"
  IS 'What is after is a JSON object.';

ALTER TABLE "core"."tasks"
  ADD CONSTRAINT "tasks_title_check" CHECK (btrim("title") <> ''),
  ADD CONSTRAINT "tasks_status_check" CHECK ("status"::text IN ('todo', 'doing', 'done', 'blocked')),
  ADD CONSTRAINT "tasks_priority_check" CHECK ("priority"::text IN ('low', 'medium', 'high', 'urgent')),
  ADD CONSTRAINT "tasks_completed_at_check" CHECK (("completed_at" IS NOT NULL) = ("status" = 'done')),
  ADD CONSTRAINT "tasks_related_to_id_check" CHECK (("related_to_id" IS NULL) = ("related_to_type" IS NULL)),
  ADD CONSTRAINT "tasks_tags_check" CHECK (array_position("tags", NULL) IS NULL),
  ADD CONSTRAINT "tasks_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
COMMENT ON CONSTRAINT "tasks_title_check" ON "core"."tasks"
  IS 'The title of a task is not blank.';
COMMENT ON CONSTRAINT "tasks_status_check" ON "core"."tasks"
  IS 'The status of a task is todo, doing, done or blocked.';
COMMENT ON CONSTRAINT "tasks_priority_check" ON "core"."tasks"
  IS 'The priority of a task is low, medium, high or urgent.';
COMMENT ON CONSTRAINT "tasks_completed_at_check" ON "core"."tasks"
  IS 'A task has a time of completion just while it is done.';
COMMENT ON CONSTRAINT "tasks_related_to_id_check" ON "core"."tasks"
  IS 'A task names the kind and the id of what it is about, or neither.';
COMMENT ON CONSTRAINT "tasks_tags_check" ON "core"."tasks"
  IS 'No tag of a task is null.';
COMMENT ON CONSTRAINT "tasks_metadata_check" ON "core"."tasks"
  IS 'The metadata of a task are a JSON object.';

-- One person, whatever capitals he types; these stand for the plain keys of before.
DROP INDEX "core"."users_username_key", "core"."users_email_key";
-- hazard: no database has rows of it yet
CREATE UNIQUE INDEX "users_username_lower_key" ON "core"."users" (lower("username"));
-- hazard: no database has rows of it yet
CREATE UNIQUE INDEX "users_email_lower_key" ON "core"."users" (lower("email"));

-- The time of the last change, which no program may forget.
CREATE FUNCTION "core"."set_updated_at"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
COMMENT ON FUNCTION "core"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "organizations_set_updated_at" BEFORE UPDATE ON "core"."organizations"
  FOR EACH ROW EXECUTE FUNCTION "core"."set_updated_at"();
CREATE TRIGGER "users_set_updated_at" BEFORE UPDATE ON "core"."users"
  FOR EACH ROW EXECUTE FUNCTION "core"."set_updated_at"();
CREATE TRIGGER "system_config_set_updated_at" BEFORE UPDATE ON "core"."system_config"
  FOR EACH ROW EXECUTE FUNCTION "core"."set_updated_at"();
CREATE TRIGGER "tasks_set_updated_at" BEFORE UPDATE ON "core"."tasks"
  FOR EACH ROW EXECUTE FUNCTION "core"."set_updated_at"();

-- The record is for those who doubt.
CREATE FUNCTION "core"."keep_audit_log"() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'What was done stays as it was recorded in "core"."audit_log"; entries are only added.'
    USING ERRCODE = 'restrict_violation';
END $$;
COMMENT ON FUNCTION "core"."keep_audit_log"() IS 'Refuses whatever would change an entry.';
CREATE TRIGGER "audit_log_kept" BEFORE UPDATE OR DELETE ON "core"."audit_log"
  FOR EACH ROW EXECUTE FUNCTION "core"."keep_audit_log"();
CREATE TRIGGER "audit_log_kept_whole" BEFORE TRUNCATE ON "core"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "core"."keep_audit_log"();
