-- The tables that everything else refers to: users and their roles, projects, tasks, and the log of who changed what.
-- Times are without zone and hold UTC whatever the session's zone, so the defaults convert and never use plain now().
-- tasks.quest_id gets its foreign key from the owner of quests: this package may not know that table.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "audit";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit"."activity_logs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "entity_type" VARCHAR(100) NOT NULL,
    "entity_id" UUID NOT NULL,
    "action" VARCHAR(50) NOT NULL,
    "user_id" UUID,
    "old_data" JSONB,
    "new_data" JSONB,
    "ip_address" INET,
    "user_agent" TEXT,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "activity_logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit"."user_activity_summary" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "last_active_at" TIMESTAMP(6),
    "total_tasks_completed" INTEGER NOT NULL DEFAULT 0,
    "total_momentum_earned" INTEGER NOT NULL DEFAULT 0,
    "total_time_spent_minutes" INTEGER NOT NULL DEFAULT 0,
    "active_days_count" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "user_activity_summary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."projects" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "owner_id" UUID NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(50) NOT NULL DEFAULT 'planning',
    "priority" VARCHAR(50) NOT NULL DEFAULT 'medium',
    "start_date" TIMESTAMP(6),
    "end_date" TIMESTAMP(6),
    "completed_at" TIMESTAMP(6),
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_by" UUID,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."project_milestones" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "project_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "due_date" TIMESTAMP(6),
    "completed" BOOLEAN NOT NULL DEFAULT false,
    "completed_at" TIMESTAMP(6),
    "momentum_reward" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "project_milestones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."roles" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "is_system" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."role_abilities" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "role_id" UUID NOT NULL,
    "ability" VARCHAR(100) NOT NULL,
    "resource" VARCHAR(100) NOT NULL,
    "conditions" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "role_abilities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "project_id" UUID,
    "quest_id" UUID,
    "parent_task_id" UUID,
    "title" VARCHAR(500) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(50) NOT NULL DEFAULT 'todo',
    "priority" VARCHAR(50) NOT NULL DEFAULT 'medium',
    "difficulty" VARCHAR(50) NOT NULL DEFAULT 'medium',
    "momentum_reward" INTEGER NOT NULL DEFAULT 0,
    "estimated_minutes" INTEGER,
    "actual_minutes" INTEGER,
    "due_date" TIMESTAMP(6),
    "completed_at" TIMESTAMP(6),
    "ai_suggestions" JSONB NOT NULL DEFAULT '[]',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_by" UUID,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."subtasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "task_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "completed" BOOLEAN NOT NULL DEFAULT false,
    "completed_at" TIMESTAMP(6),
    "momentum_reward" INTEGER NOT NULL DEFAULT 0,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "subtasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" VARCHAR(255) NOT NULL,
    "password" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "avatar_url" TEXT,
    "bio" TEXT,
    "status" VARCHAR(50) NOT NULL DEFAULT 'active',
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "last_login_at" TIMESTAMP(6),
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_by" UUID,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activity_logs_action_idx" ON "audit"."activity_logs"("action");

-- CreateIndex
CREATE INDEX "activity_logs_created_at_idx" ON "audit"."activity_logs"("created_at" DESC);

-- CreateIndex
CREATE INDEX "activity_logs_entity_type_entity_id_idx" ON "audit"."activity_logs"("entity_type", "entity_id");

-- CreateIndex
CREATE INDEX "activity_logs_user_id_idx" ON "audit"."activity_logs"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_activity_summary_user_id_key" ON "audit"."user_activity_summary"("user_id");

-- CreateIndex
CREATE INDEX "user_activity_summary_last_active_at_idx" ON "audit"."user_activity_summary"("last_active_at" DESC);

-- CreateIndex
CREATE INDEX "projects_metadata_idx" ON "public"."projects" USING GIN ("metadata");

-- CreateIndex
CREATE INDEX "projects_owner_id_idx" ON "public"."projects"("owner_id");

-- CreateIndex
CREATE INDEX "projects_priority_idx" ON "public"."projects"("priority");

-- CreateIndex
CREATE INDEX "projects_status_idx" ON "public"."projects"("status");

-- CreateIndex
CREATE INDEX "projects_updated_by_idx" ON "public"."projects"("updated_by");

-- CreateIndex
CREATE INDEX "project_milestones_completed_idx" ON "public"."project_milestones"("completed");

-- CreateIndex
CREATE INDEX "project_milestones_project_id_idx" ON "public"."project_milestones"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_name_key" ON "public"."roles"("name");

-- CreateIndex
CREATE INDEX "role_abilities_ability_idx" ON "public"."role_abilities"("ability");

-- CreateIndex
CREATE INDEX "role_abilities_role_id_idx" ON "public"."role_abilities"("role_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_abilities_role_id_ability_resource_key" ON "public"."role_abilities"("role_id", "ability", "resource");

-- CreateIndex
CREATE INDEX "tasks_ai_suggestions_idx" ON "public"."tasks" USING GIN ("ai_suggestions");

-- CreateIndex
CREATE INDEX "tasks_due_date_idx" ON "public"."tasks"("due_date");

-- CreateIndex
CREATE INDEX "tasks_metadata_idx" ON "public"."tasks" USING GIN ("metadata");

-- CreateIndex
CREATE INDEX "tasks_parent_task_id_idx" ON "public"."tasks"("parent_task_id");

-- CreateIndex
CREATE INDEX "tasks_priority_idx" ON "public"."tasks"("priority");

-- CreateIndex
CREATE INDEX "tasks_project_id_idx" ON "public"."tasks"("project_id");

-- CreateIndex
CREATE INDEX "tasks_quest_id_idx" ON "public"."tasks"("quest_id");

-- CreateIndex
CREATE INDEX "tasks_status_idx" ON "public"."tasks"("status");

-- CreateIndex
CREATE INDEX "tasks_tags_idx" ON "public"."tasks" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "tasks_updated_by_idx" ON "public"."tasks"("updated_by");

-- CreateIndex
CREATE INDEX "tasks_user_id_idx" ON "public"."tasks"("user_id");

-- CreateIndex
CREATE INDEX "subtasks_completed_idx" ON "public"."subtasks"("completed");

-- CreateIndex
CREATE INDEX "subtasks_sort_order_idx" ON "public"."subtasks"("sort_order");

-- CreateIndex
CREATE INDEX "subtasks_task_id_idx" ON "public"."subtasks"("task_id");

-- CreateIndex
CREATE INDEX "subtasks_task_id_sort_order_idx" ON "public"."subtasks"("task_id", "sort_order");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "public"."users"("email");

-- CreateIndex
CREATE INDEX "users_created_at_idx" ON "public"."users"("created_at" DESC);

-- CreateIndex
CREATE INDEX "users_metadata_idx" ON "public"."users" USING GIN ("metadata");

-- CreateIndex
CREATE INDEX "users_status_idx" ON "public"."users"("status");

-- AddForeignKey
ALTER TABLE "audit"."activity_logs" ADD CONSTRAINT "activity_logs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit"."user_activity_summary" ADD CONSTRAINT "user_activity_summary_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."projects" ADD CONSTRAINT "projects_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."projects" ADD CONSTRAINT "projects_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."project_milestones" ADD CONSTRAINT "project_milestones_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."role_abilities" ADD CONSTRAINT "role_abilities_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_parent_task_id_fkey" FOREIGN KEY ("parent_task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."subtasks" ADD CONSTRAINT "subtasks_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
