-- What engagement owns: quests and seasons in public, momentum, streaks and boosts in analytics, completed tasks in audit.
-- Users, projects and tasks are core's; its migrations have run before these and made the schemas public and audit.
-- Times are without zone and hold UTC whatever the session's zone, so the defaults convert and never use plain now().

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "analytics";

-- CreateTable
CREATE TABLE "analytics"."boosts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "boost_credits" INTEGER NOT NULL DEFAULT 0,
    "max_concurrent_boosts" INTEGER NOT NULL DEFAULT 3,
    "max_autopilot_time_per_day" INTEGER NOT NULL DEFAULT 0,
    "autopilot_time_used_today" INTEGER NOT NULL DEFAULT 0,
    "last_autopilot_reset" DATE DEFAULT (timezone('utc'::text, now()))::date,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "boosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."active_boosts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "boost_id" UUID NOT NULL,
    "boost_type" VARCHAR(100) NOT NULL,
    "activated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "expires_at" TIMESTAMP(6) NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "multiplier" DOUBLE PRECISION NOT NULL DEFAULT 1.0,
    "metadata" JSONB DEFAULT '{}',

    CONSTRAINT "active_boosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."boost_history" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "boost_id" UUID NOT NULL,
    "boost_type" VARCHAR(100) NOT NULL,
    "activated_at" TIMESTAMP(6) NOT NULL,
    "expired_at" TIMESTAMP(6),
    "duration_minutes" INTEGER NOT NULL,
    "credits_used" INTEGER NOT NULL DEFAULT 0,
    "source" VARCHAR(100),
    "effectiveness_score" DOUBLE PRECISION,
    "metadata" JSONB DEFAULT '{}',

    CONSTRAINT "boost_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit"."task_completions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "task_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "completed_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "momentum_earned" INTEGER NOT NULL DEFAULT 0,
    "time_taken_minutes" INTEGER,
    "quality_rating" INTEGER,
    "auto_detected" BOOLEAN NOT NULL DEFAULT false,
    "completion_method" VARCHAR(100),
    "metadata" JSONB DEFAULT '{}',

    CONSTRAINT "task_completions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."momentum" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "total_momentum" INTEGER NOT NULL DEFAULT 0,
    "current_level" INTEGER NOT NULL DEFAULT 1,
    "momentum_to_next_level" INTEGER NOT NULL DEFAULT 100,
    "commits" INTEGER NOT NULL DEFAULT 0,
    "docs" INTEGER NOT NULL DEFAULT 0,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "reviews" INTEGER NOT NULL DEFAULT 0,
    "comments" INTEGER NOT NULL DEFAULT 0,
    "attendance" INTEGER NOT NULL DEFAULT 0,
    "features_shipped" INTEGER NOT NULL DEFAULT 0,
    "design_edits" INTEGER NOT NULL DEFAULT 0,
    "display_momentum" BOOLEAN NOT NULL DEFAULT true,
    "showcase_achievements" UUID[] DEFAULT ARRAY[]::UUID[],
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "momentum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."level_progress" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "momentum_id" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "reached_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "total_momentum_at_time" INTEGER NOT NULL,

    CONSTRAINT "level_progress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."achievements" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "momentum_id" UUID NOT NULL,
    "achievement_id" VARCHAR(100) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "icon_url" TEXT,
    "rarity" VARCHAR(50) NOT NULL DEFAULT 'common',
    "unlocked_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "showcaseable" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB DEFAULT '{}',

    CONSTRAINT "achievements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."quests" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "season_id" UUID,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "scale" VARCHAR(50) NOT NULL DEFAULT 'week',
    "status" VARCHAR(50) NOT NULL DEFAULT 'planning',
    "objectives_completed" INTEGER NOT NULL DEFAULT 0,
    "total_objectives" INTEGER NOT NULL DEFAULT 0,
    "progress_percentage" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "current_stage" VARCHAR(100) NOT NULL DEFAULT 'start',
    "ai_summary" TEXT,
    "ai_animation" VARCHAR(255),
    "metadata" JSONB DEFAULT '{}',
    "start_date" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "end_date" TIMESTAMP(6),
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_by" UUID,

    CONSTRAINT "quests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."quest_milestones" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "quest_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "completed" BOOLEAN NOT NULL DEFAULT false,
    "completed_at" TIMESTAMP(6),
    "momentum_reward" INTEGER NOT NULL DEFAULT 0,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "quest_milestones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."rewards" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "reward_type" VARCHAR(50) NOT NULL,
    "amount" INTEGER NOT NULL,
    "source" VARCHAR(50) NOT NULL,
    "source_id" UUID,
    "description" TEXT NOT NULL,
    "status" VARCHAR(50) NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMP(6),
    "expires_at" TIMESTAMP(6),
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "rewards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."seasons" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "start_date" TIMESTAMP(6) NOT NULL,
    "end_date" TIMESTAMP(6) NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT false,
    "theme" JSONB DEFAULT '{}',
    "rewards" JSONB DEFAULT '{}',
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "seasons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."season_boosts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "season_id" UUID NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "boost_type" VARCHAR(100) NOT NULL,
    "boost_multiplier" DOUBLE PRECISION NOT NULL DEFAULT 1.0,
    "duration_minutes" INTEGER,
    "cost_credits" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "season_boosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."streaks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "daily_current" INTEGER NOT NULL DEFAULT 0,
    "daily_longest" INTEGER NOT NULL DEFAULT 0,
    "daily_last_date" DATE,
    "daily_can_cash_in" BOOLEAN NOT NULL DEFAULT false,
    "weekly_current" INTEGER NOT NULL DEFAULT 0,
    "weekly_longest" INTEGER NOT NULL DEFAULT 0,
    "weekly_last_week" INTEGER,
    "weekly_can_cash_in" BOOLEAN NOT NULL DEFAULT false,
    "project_current" INTEGER NOT NULL DEFAULT 0,
    "project_longest" INTEGER NOT NULL DEFAULT 0,
    "project_id" UUID,
    "project_last_date" DATE,
    "project_can_cash_in" BOOLEAN NOT NULL DEFAULT false,
    "pr_current" INTEGER NOT NULL DEFAULT 0,
    "pr_longest" INTEGER NOT NULL DEFAULT 0,
    "pr_last_date" DATE,
    "pr_can_cash_in" BOOLEAN NOT NULL DEFAULT false,
    "healthy_current" INTEGER NOT NULL DEFAULT 0,
    "healthy_longest" INTEGER NOT NULL DEFAULT 0,
    "healthy_last_date" DATE,
    "healthy_can_cash_in" BOOLEAN NOT NULL DEFAULT false,
    "healthy_consecutive_days_without_burnout" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "streaks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."cashed_in_streaks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "streak_id" UUID NOT NULL,
    "streak_type" VARCHAR(50) NOT NULL,
    "streak_value" INTEGER NOT NULL,
    "boost_credits_earned" INTEGER NOT NULL DEFAULT 0,
    "cashed_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "cashed_in_streaks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "boosts_user_id_key" ON "analytics"."boosts"("user_id");

-- CreateIndex
CREATE INDEX "active_boosts_boost_id_idx" ON "analytics"."active_boosts"("boost_id");

-- CreateIndex
CREATE INDEX "active_boosts_boost_type_idx" ON "analytics"."active_boosts"("boost_type");

-- CreateIndex
CREATE INDEX "active_boosts_expires_at_idx" ON "analytics"."active_boosts"("expires_at");

-- CreateIndex
CREATE INDEX "boost_history_activated_at_idx" ON "analytics"."boost_history"("activated_at" DESC);

-- CreateIndex
CREATE INDEX "boost_history_boost_id_idx" ON "analytics"."boost_history"("boost_id");

-- CreateIndex
CREATE INDEX "task_completions_completed_at_idx" ON "audit"."task_completions"("completed_at" DESC);

-- CreateIndex
CREATE INDEX "task_completions_task_id_idx" ON "audit"."task_completions"("task_id");

-- CreateIndex
CREATE INDEX "task_completions_user_id_idx" ON "audit"."task_completions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "momentum_user_id_key" ON "analytics"."momentum"("user_id");

-- CreateIndex
CREATE INDEX "momentum_current_level_idx" ON "analytics"."momentum"("current_level" DESC);

-- CreateIndex
CREATE INDEX "momentum_total_momentum_idx" ON "analytics"."momentum"("total_momentum" DESC);

-- CreateIndex
CREATE INDEX "level_progress_momentum_id_idx" ON "analytics"."level_progress"("momentum_id");

-- CreateIndex
CREATE INDEX "level_progress_reached_at_idx" ON "analytics"."level_progress"("reached_at" DESC);

-- CreateIndex
CREATE INDEX "achievements_achievement_id_idx" ON "analytics"."achievements"("achievement_id");

-- CreateIndex
CREATE INDEX "achievements_momentum_id_idx" ON "analytics"."achievements"("momentum_id");

-- CreateIndex
CREATE INDEX "achievements_rarity_idx" ON "analytics"."achievements"("rarity");

-- CreateIndex
CREATE INDEX "quests_metadata_idx" ON "public"."quests" USING GIN ("metadata");

-- CreateIndex
CREATE INDEX "quests_season_id_idx" ON "public"."quests"("season_id");

-- CreateIndex
CREATE INDEX "quests_status_idx" ON "public"."quests"("status");

-- CreateIndex
CREATE INDEX "quests_updated_by_idx" ON "public"."quests"("updated_by");

-- CreateIndex
CREATE INDEX "quests_user_id_idx" ON "public"."quests"("user_id");

-- CreateIndex
CREATE INDEX "quest_milestones_completed_idx" ON "public"."quest_milestones"("completed");

-- CreateIndex
CREATE INDEX "quest_milestones_quest_id_idx" ON "public"."quest_milestones"("quest_id");

-- CreateIndex
CREATE INDEX "quest_milestones_quest_id_sort_order_idx" ON "public"."quest_milestones"("quest_id", "sort_order");

-- CreateIndex
CREATE INDEX "quest_milestones_sort_order_idx" ON "public"."quest_milestones"("sort_order");

-- CreateIndex
CREATE INDEX "rewards_expires_at_idx" ON "public"."rewards"("expires_at");

-- CreateIndex
CREATE INDEX "rewards_reward_type_idx" ON "public"."rewards"("reward_type");

-- CreateIndex
CREATE INDEX "rewards_status_idx" ON "public"."rewards"("status");

-- CreateIndex
CREATE INDEX "rewards_user_id_idx" ON "public"."rewards"("user_id");

-- CreateIndex
CREATE INDEX "seasons_start_date_end_date_idx" ON "public"."seasons"("start_date", "end_date");

-- CreateIndex
CREATE INDEX "seasons_is_active_idx" ON "public"."seasons"("is_active");

-- CreateIndex
CREATE INDEX "seasons_start_date_idx" ON "public"."seasons"("start_date");

-- CreateIndex
CREATE INDEX "season_boosts_boost_type_idx" ON "public"."season_boosts"("boost_type");

-- CreateIndex
CREATE INDEX "season_boosts_is_active_idx" ON "public"."season_boosts"("is_active");

-- CreateIndex
CREATE INDEX "season_boosts_season_id_idx" ON "public"."season_boosts"("season_id");

-- CreateIndex
CREATE UNIQUE INDEX "streaks_user_id_key" ON "analytics"."streaks"("user_id");

-- CreateIndex
CREATE INDEX "streaks_daily_current_idx" ON "analytics"."streaks"("daily_current" DESC);

-- CreateIndex
CREATE INDEX "streaks_project_id_idx" ON "analytics"."streaks"("project_id");

-- CreateIndex
CREATE INDEX "cashed_in_streaks_cashed_at_idx" ON "analytics"."cashed_in_streaks"("cashed_at" DESC);

-- CreateIndex
CREATE INDEX "cashed_in_streaks_streak_id_idx" ON "analytics"."cashed_in_streaks"("streak_id");

-- AddForeignKey
ALTER TABLE "analytics"."boosts" ADD CONSTRAINT "boosts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."active_boosts" ADD CONSTRAINT "active_boosts_boost_id_fkey" FOREIGN KEY ("boost_id") REFERENCES "analytics"."boosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."boost_history" ADD CONSTRAINT "boost_history_boost_id_fkey" FOREIGN KEY ("boost_id") REFERENCES "analytics"."boosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit"."task_completions" ADD CONSTRAINT "task_completions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit"."task_completions" ADD CONSTRAINT "task_completions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."momentum" ADD CONSTRAINT "momentum_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."level_progress" ADD CONSTRAINT "level_progress_momentum_id_fkey" FOREIGN KEY ("momentum_id") REFERENCES "analytics"."momentum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."achievements" ADD CONSTRAINT "achievements_momentum_id_fkey" FOREIGN KEY ("momentum_id") REFERENCES "analytics"."momentum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."quests" ADD CONSTRAINT "quests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."quests" ADD CONSTRAINT "quests_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."quests" ADD CONSTRAINT "quests_season_id_fkey" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."quest_milestones" ADD CONSTRAINT "quest_milestones_quest_id_fkey" FOREIGN KEY ("quest_id") REFERENCES "public"."quests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."rewards" ADD CONSTRAINT "rewards_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."season_boosts" ADD CONSTRAINT "season_boosts_season_id_fkey" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."streaks" ADD CONSTRAINT "streaks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."streaks" ADD CONSTRAINT "streaks_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics"."cashed_in_streaks" ADD CONSTRAINT "cashed_in_streaks_streak_id_fkey" FOREIGN KEY ("streak_id") REFERENCES "analytics"."streaks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
