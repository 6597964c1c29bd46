-- Indexes beyond Prisma's language, on expressions and on a part of the rows; and the time of the last change, which no
-- program may forget.

-- What a personality is told in a mood is one text.
CREATE UNIQUE INDEX "prompts_active_key" ON "personality"."prompts" ("personality_id", "mood_id") WHERE "is_active";
COMMENT ON INDEX "personality"."prompts_active_key"
  IS 'A personality has one active prompt for a mood.';

-- However a name is typed, it is one personality's.
CREATE UNIQUE INDEX "personalities_name_lower_key" ON "personality"."personalities" (lower("name"));
COMMENT ON INDEX "personality"."personalities_name_lower_key"
  IS 'No two personalities have the same name, not even with other capital letters.';

-- A window is open once; it may have been open before.
CREATE UNIQUE INDEX "live_sessions_open_key" ON "personality"."live_sessions" ("organization_id", "personality_id", "interface_type", "interface_id")
  WHERE "status" <> 'disconnected';
COMMENT ON INDEX "personality"."live_sessions_open_key"
  IS 'A personality is open in a window once.';

-- Few rows are still to be dealt with; these are what is asked for.
CREATE INDEX "ai_sync_queue_unprocessed_idx" ON "personality"."ai_sync_queue" ("organization_id", "priority" DESC, "created_at") WHERE "processed_at" IS NULL;
CREATE INDEX "ai_notifications_open_idx" ON "personality"."ai_notifications" ("organization_id", "user_id", "priority" DESC, "created_at") WHERE "acknowledged_at" IS NULL;
CREATE INDEX "ai_commitments_due_idx" ON "personality"."ai_commitments" ("organization_id", "deadline") WHERE "status" = 'active';
CREATE INDEX "ai_commitment_reminders_unsent_idx" ON "personality"."ai_commitment_reminders" ("organization_id", "remind_at") WHERE "sent_at" IS NULL;
CREATE INDEX "ai_calendar_reminders_unsent_idx" ON "personality"."ai_calendar_reminders" ("organization_id", "remind_at") WHERE "sent_at" IS NULL;

-- What has expired is removed for all organizations at once.
CREATE INDEX "ai_working_memory_expires_at_idx" ON "personality"."ai_working_memory" ("expires_at") WHERE "expires_at" IS NOT NULL;

CREATE FUNCTION "personality"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "personality"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "personalities_set_updated_at" BEFORE UPDATE ON "personality"."personalities"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
CREATE TRIGGER "ai_personality_state_set_updated_at" BEFORE UPDATE ON "personality"."ai_personality_state"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
CREATE TRIGGER "prompts_set_updated_at" BEFORE UPDATE ON "personality"."prompts"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
CREATE TRIGGER "ai_conversation_contexts_set_updated_at" BEFORE UPDATE ON "personality"."ai_conversation_contexts"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
CREATE TRIGGER "ai_commitments_set_updated_at" BEFORE UPDATE ON "personality"."ai_commitments"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
CREATE TRIGGER "ai_calendar_events_set_updated_at" BEFORE UPDATE ON "personality"."ai_calendar_events"
  FOR EACH ROW EXECUTE FUNCTION "personality"."set_updated_at"();
