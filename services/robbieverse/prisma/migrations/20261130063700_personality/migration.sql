-- Personalities, moods and prompts are the same for everybody. What a personality does and bears in mind is somebody's, and
-- so has its organization in its key; whoever is named in it is a member there. Definitions retire by a flag and are
-- never removed, so their keys RESTRICT, and what refers to them has no index for it alone.

CREATE SCHEMA IF NOT EXISTS "personality";

CREATE TABLE "personality"."ai_commitments" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'active',
    "priority" INTEGER NOT NULL DEFAULT 5,
    "deadline" TIMESTAMPTZ(6),
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_commitments_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_commitment_reminders" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "remind_at" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_commitment_reminders_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_calendar_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "location" TEXT,
    "start_time" TIMESTAMPTZ(6) NOT NULL,
    "end_time" TIMESTAMPTZ(6) NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_calendar_events_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_calendar_reminders" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "remind_at" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_calendar_reminders_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."personality_instances" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "flirt_mode" INTEGER,
    "gandhi_genghis" INTEGER,
    "current_mood_id" INTEGER,
    "cocktail_lightning_level" INTEGER,
    "current_expression" VARCHAR(50),
    "personality_mode" VARCHAR(50),
    "imported" JSONB NOT NULL DEFAULT '{}',
    "mood_changed_at" TIMESTAMPTZ(6),
    "last_active" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personality_instances_pkey" PRIMARY KEY ("organization_id","user_id","personality_id")
);

CREATE TABLE "personality"."mood_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "personality_id" INTEGER,
    "personality_name" VARCHAR(100) NOT NULL,
    "previous_mood_id" INTEGER,
    "new_mood_id" INTEGER,
    "previous_attraction_level" INTEGER,
    "new_attraction_level" INTEGER,
    "previous_gandhi_genghis_level" INTEGER,
    "new_gandhi_genghis_level" INTEGER,
    "trigger_event" TEXT,
    "explanation" TEXT,
    "context_data" JSONB NOT NULL DEFAULT '{}',
    "imported" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mood_events_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_notifications" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "notification_type" VARCHAR(50) NOT NULL DEFAULT 'info',
    "title" VARCHAR(255) NOT NULL,
    "body" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "acknowledged_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_notifications_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_notification_delivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "live_session_id" UUID NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'pending',
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_notification_delivery_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."personality_categories" (
    "id" INTEGER GENERATED BY DEFAULT AS IDENTITY,
    "name" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "display_order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personality_categories_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."personalities" (
    "id" INTEGER GENERATED BY DEFAULT AS IDENTITY,
    "slug" VARCHAR(100) NOT NULL,
    "category_id" INTEGER,
    "name" VARCHAR(100) NOT NULL,
    "role" VARCHAR(20) NOT NULL DEFAULT 'assistant',
    "description" TEXT NOT NULL,
    "avatar" TEXT,
    "base_traits" JSONB NOT NULL DEFAULT '{}',
    "tools" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "default_flirt_mode" INTEGER NOT NULL DEFAULT 7,
    "default_gandhi_genghis" INTEGER NOT NULL DEFAULT 5,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personalities_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."personality_aliases" (
    "alias" VARCHAR(100) NOT NULL,
    "personality_id" INTEGER NOT NULL,

    CONSTRAINT "personality_aliases_pkey" PRIMARY KEY ("alias")
);

CREATE TABLE "personality"."moods" (
    "id" INTEGER GENERATED BY DEFAULT AS IDENTITY,
    "name" VARCHAR(50) NOT NULL,
    "emoji" TEXT NOT NULL,
    "description" TEXT,
    "trigger_conditions" JSONB NOT NULL DEFAULT '{}',
    "display_order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "moods_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."ai_personality_state" (
    "personality_id" INTEGER NOT NULL,
    "current_mood_id" INTEGER,
    "imported_mood" INTEGER,
    "current_mode" VARCHAR(50),
    "energy_level" VARCHAR(20) NOT NULL DEFAULT 'normal',
    "focus_state" VARCHAR(20) NOT NULL DEFAULT 'available',
    "state_metadata" JSONB NOT NULL DEFAULT '{}',
    "last_state_change" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_personality_state_pkey" PRIMARY KEY ("personality_id")
);

CREATE TABLE "personality"."ai_state_history" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personality_id" INTEGER NOT NULL,
    "old_state" JSONB,
    "new_state" JSONB NOT NULL,
    "change_reason" TEXT,
    "changed_by" UUID,
    "interface_source" VARCHAR(50),
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_state_history_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."live_sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "interface_type" VARCHAR(20) NOT NULL,
    "interface_id" VARCHAR(255) NOT NULL,
    "user_id" UUID,
    "status" VARCHAR(20) NOT NULL DEFAULT 'active',
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_active" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_sessions_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_conversation_contexts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "topic" TEXT,
    "context_data" JSONB NOT NULL DEFAULT '{}',
    "status" VARCHAR(20) NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_conversation_contexts_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_working_memory" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID,
    "memory_type" VARCHAR(50) NOT NULL DEFAULT 'note',
    "content" TEXT NOT NULL,
    "importance" INTEGER NOT NULL DEFAULT 5,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_working_memory_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_activity_log" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID,
    "activity_type" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "interface_type" VARCHAR(20),
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_activity_log_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_sync_queue" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "operation" VARCHAR(100) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "target_interface" VARCHAR(20),
    "priority" INTEGER NOT NULL DEFAULT 5,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_sync_queue_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."ai_behavior_effectiveness" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "personality_id" INTEGER NOT NULL,
    "user_id" UUID,
    "behavior" VARCHAR(255) NOT NULL,
    "effectiveness_score" DECIMAL(3,2) NOT NULL,
    "feedback" TEXT,
    "context_data" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_behavior_effectiveness_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "personality"."prompts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personality_id" INTEGER NOT NULL,
    "mood_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_active" BOOLEAN NOT NULL DEFAULT false,
    "system_prompt" TEXT NOT NULL,
    "tone" TEXT,
    "style" TEXT,
    "emoji_guidelines" TEXT,
    "example_responses" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "generation_method" VARCHAR(20) NOT NULL DEFAULT 'auto',
    "usage_count" INTEGER NOT NULL DEFAULT 0,
    "avg_satisfaction" DECIMAL(3,2),
    "last_optimized_at" TIMESTAMPTZ(6),
    "optimized_by" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."prompt_optimizations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "prompt_id" UUID NOT NULL,
    "old_version" INTEGER,
    "new_version" INTEGER,
    "changes_made" JSONB,
    "optimization_reason" TEXT,
    "performance_before" JSONB,
    "performance_after" JSONB,
    "optimized_by" TEXT,
    "rollback_available" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_optimizations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "personality"."dungeon_master_reviews" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "review_date" DATE NOT NULL DEFAULT CURRENT_DATE,
    "personalities_reviewed" INTEGER NOT NULL DEFAULT 0,
    "prompts_optimized" INTEGER NOT NULL DEFAULT 0,
    "summary" TEXT,
    "recommendations" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "changes_made" JSONB,
    "is_report_sent" BOOLEAN NOT NULL DEFAULT false,
    "report_sent_at" TIMESTAMPTZ(6),
    "is_approved" BOOLEAN,
    "reviewer_notes" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dungeon_master_reviews_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ai_commitments_organization_id_personality_id_status_deadli_idx" ON "personality"."ai_commitments"("organization_id", "personality_id", "status", "deadline");

CREATE INDEX "ai_commitments_organization_id_user_id_idx" ON "personality"."ai_commitments"("organization_id", "user_id");

CREATE UNIQUE INDEX "ai_commitment_reminders_organization_id_commitment_id_remin_key" ON "personality"."ai_commitment_reminders"("organization_id", "commitment_id", "remind_at");

CREATE INDEX "ai_calendar_events_organization_id_start_time_idx" ON "personality"."ai_calendar_events"("organization_id", "start_time");

CREATE INDEX "ai_calendar_events_organization_id_user_id_idx" ON "personality"."ai_calendar_events"("organization_id", "user_id");

CREATE UNIQUE INDEX "ai_calendar_reminders_organization_id_event_id_remind_at_key" ON "personality"."ai_calendar_reminders"("organization_id", "event_id", "remind_at");

CREATE INDEX "mood_events_organization_id_user_id_personality_id_occurred_idx" ON "personality"."mood_events"("organization_id", "user_id", "personality_id", "occurred_at");

CREATE UNIQUE INDEX "mood_events_organization_id_user_id_occurred_at_personality_key" ON "personality"."mood_events"("organization_id", "user_id", "occurred_at", "personality_name");

CREATE INDEX "ai_notifications_organization_id_personality_id_expires_at_idx" ON "personality"."ai_notifications"("organization_id", "personality_id", "expires_at");

CREATE INDEX "ai_notifications_organization_id_user_id_idx" ON "personality"."ai_notifications"("organization_id", "user_id");

CREATE INDEX "ai_notification_delivery_organization_id_live_session_id_idx" ON "personality"."ai_notification_delivery"("organization_id", "live_session_id");

CREATE UNIQUE INDEX "ai_notification_delivery_organization_id_notification_id_li_key" ON "personality"."ai_notification_delivery"("organization_id", "notification_id", "live_session_id");

CREATE UNIQUE INDEX "personality_categories_name_key" ON "personality"."personality_categories"("name");

CREATE UNIQUE INDEX "personalities_slug_key" ON "personality"."personalities"("slug");

CREATE INDEX "personalities_category_id_idx" ON "personality"."personalities"("category_id");

CREATE INDEX "personalities_created_by_idx" ON "personality"."personalities"("created_by");

CREATE INDEX "personality_aliases_personality_id_idx" ON "personality"."personality_aliases"("personality_id");

CREATE UNIQUE INDEX "moods_name_key" ON "personality"."moods"("name");

CREATE INDEX "ai_personality_state_current_mood_id_idx" ON "personality"."ai_personality_state"("current_mood_id");

CREATE INDEX "ai_state_history_changed_by_idx" ON "personality"."ai_state_history"("changed_by");

CREATE UNIQUE INDEX "ai_state_history_personality_id_occurred_at_key" ON "personality"."ai_state_history"("personality_id", "occurred_at");

CREATE INDEX "live_sessions_organization_id_personality_id_status_last_ac_idx" ON "personality"."live_sessions"("organization_id", "personality_id", "status", "last_active");

CREATE INDEX "live_sessions_organization_id_user_id_idx" ON "personality"."live_sessions"("organization_id", "user_id");

CREATE INDEX "ai_conversation_contexts_organization_id_personality_id_use_idx" ON "personality"."ai_conversation_contexts"("organization_id", "personality_id", "user_id", "status");

CREATE INDEX "ai_conversation_contexts_organization_id_user_id_idx" ON "personality"."ai_conversation_contexts"("organization_id", "user_id");

CREATE INDEX "ai_working_memory_organization_id_personality_id_expires_at_idx" ON "personality"."ai_working_memory"("organization_id", "personality_id", "expires_at");

CREATE INDEX "ai_working_memory_organization_id_user_id_idx" ON "personality"."ai_working_memory"("organization_id", "user_id");

CREATE INDEX "ai_activity_log_organization_id_personality_id_occurred_at_idx" ON "personality"."ai_activity_log"("organization_id", "personality_id", "occurred_at" DESC);

CREATE INDEX "ai_activity_log_organization_id_user_id_idx" ON "personality"."ai_activity_log"("organization_id", "user_id");

CREATE INDEX "ai_behavior_effectiveness_organization_id_personality_id_be_idx" ON "personality"."ai_behavior_effectiveness"("organization_id", "personality_id", "behavior");

CREATE INDEX "ai_behavior_effectiveness_organization_id_user_id_idx" ON "personality"."ai_behavior_effectiveness"("organization_id", "user_id");

CREATE INDEX "prompts_mood_id_idx" ON "personality"."prompts"("mood_id");

CREATE UNIQUE INDEX "prompts_personality_id_mood_id_version_key" ON "personality"."prompts"("personality_id", "mood_id", "version");

CREATE INDEX "prompt_optimizations_prompt_id_created_at_idx" ON "personality"."prompt_optimizations"("prompt_id", "created_at");

CREATE UNIQUE INDEX "dungeon_master_reviews_review_date_key" ON "personality"."dungeon_master_reviews"("review_date");

ALTER TABLE "personality"."ai_commitments" ADD CONSTRAINT "ai_commitments_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_commitments" ADD CONSTRAINT "ai_commitments_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_commitment_reminders" ADD CONSTRAINT "ai_commitment_reminders_organization_id_commitment_id_fkey" FOREIGN KEY ("organization_id", "commitment_id") REFERENCES "personality"."ai_commitments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_calendar_events" ADD CONSTRAINT "ai_calendar_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_calendar_events" ADD CONSTRAINT "ai_calendar_events_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_calendar_events" ADD CONSTRAINT "ai_calendar_events_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_calendar_reminders" ADD CONSTRAINT "ai_calendar_reminders_organization_id_event_id_fkey" FOREIGN KEY ("organization_id", "event_id") REFERENCES "personality"."ai_calendar_events"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "personality"."personality_instances" ADD CONSTRAINT "personality_instances_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."personality_instances" ADD CONSTRAINT "personality_instances_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."personality_instances" ADD CONSTRAINT "personality_instances_current_mood_id_fkey" FOREIGN KEY ("current_mood_id") REFERENCES "personality"."moods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."mood_events" ADD CONSTRAINT "mood_events_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."mood_events" ADD CONSTRAINT "mood_events_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."mood_events" ADD CONSTRAINT "mood_events_previous_mood_id_fkey" FOREIGN KEY ("previous_mood_id") REFERENCES "personality"."moods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."mood_events" ADD CONSTRAINT "mood_events_new_mood_id_fkey" FOREIGN KEY ("new_mood_id") REFERENCES "personality"."moods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_notifications" ADD CONSTRAINT "ai_notifications_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_notifications" ADD CONSTRAINT "ai_notifications_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_notification_delivery" ADD CONSTRAINT "ai_notification_delivery_organization_id_notification_id_fkey" FOREIGN KEY ("organization_id", "notification_id") REFERENCES "personality"."ai_notifications"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_notification_delivery" ADD CONSTRAINT "ai_notification_delivery_organization_id_live_session_id_fkey" FOREIGN KEY ("organization_id", "live_session_id") REFERENCES "personality"."live_sessions"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "personality"."personalities" ADD CONSTRAINT "personalities_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "personality"."personality_categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."personalities" ADD CONSTRAINT "personalities_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "core"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "personality"."personality_aliases" ADD CONSTRAINT "personality_aliases_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_personality_state" ADD CONSTRAINT "ai_personality_state_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_personality_state" ADD CONSTRAINT "ai_personality_state_current_mood_id_fkey" FOREIGN KEY ("current_mood_id") REFERENCES "personality"."moods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_state_history" ADD CONSTRAINT "ai_state_history_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_state_history" ADD CONSTRAINT "ai_state_history_changed_by_fkey" FOREIGN KEY ("changed_by") REFERENCES "core"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "personality"."live_sessions" ADD CONSTRAINT "live_sessions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."live_sessions" ADD CONSTRAINT "live_sessions_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."live_sessions" ADD CONSTRAINT "live_sessions_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_conversation_contexts" ADD CONSTRAINT "ai_conversation_contexts_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_conversation_contexts" ADD CONSTRAINT "ai_conversation_contexts_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_working_memory" ADD CONSTRAINT "ai_working_memory_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_working_memory" ADD CONSTRAINT "ai_working_memory_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_working_memory" ADD CONSTRAINT "ai_working_memory_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_activity_log" ADD CONSTRAINT "ai_activity_log_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_activity_log" ADD CONSTRAINT "ai_activity_log_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_activity_log" ADD CONSTRAINT "ai_activity_log_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_sync_queue" ADD CONSTRAINT "ai_sync_queue_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_sync_queue" ADD CONSTRAINT "ai_sync_queue_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_behavior_effectiveness" ADD CONSTRAINT "ai_behavior_effectiveness_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_behavior_effectiveness" ADD CONSTRAINT "ai_behavior_effectiveness_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."ai_behavior_effectiveness" ADD CONSTRAINT "ai_behavior_effectiveness_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."prompts" ADD CONSTRAINT "prompts_personality_id_fkey" FOREIGN KEY ("personality_id") REFERENCES "personality"."personalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."prompts" ADD CONSTRAINT "prompts_mood_id_fkey" FOREIGN KEY ("mood_id") REFERENCES "personality"."moods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "personality"."prompt_optimizations" ADD CONSTRAINT "prompt_optimizations_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "personality"."prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
