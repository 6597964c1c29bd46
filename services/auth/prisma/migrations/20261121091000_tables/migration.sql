-- Logins, role grants, skills and the ties between users. All of it belongs to a user, and goes with him.
-- Times are without zone and hold UTC whatever the session's zone, so the defaults convert and never use plain now().
-- Deleting a user who granted roles only forgets who granted them.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "public"."user_roles" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "granted_by" UUID,
    "granted_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "expires_at" TIMESTAMP(6),

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "token" VARCHAR(500) NOT NULL,
    "ip_address" INET,
    "user_agent" TEXT,
    "expires_at" TIMESTAMP(6) NOT NULL,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."skill_trees" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "skill_points" INTEGER NOT NULL DEFAULT 0,
    "total_skill_level" INTEGER NOT NULL DEFAULT 0,
    "last_updated" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "skill_trees_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."skills" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "skill_tree_id" UUID NOT NULL,
    "skill_name" VARCHAR(100) NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 0,
    "xp" INTEGER NOT NULL DEFAULT 0,
    "unlocked" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "skills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."progress_points" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "metric_type" VARCHAR(100) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "timestamp" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "metadata" JSONB,

    CONSTRAINT "progress_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."social_connections" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "connected_user_id" UUID NOT NULL,
    "connection_type" VARCHAR(50) NOT NULL DEFAULT 'friend',
    "status" VARCHAR(50) NOT NULL DEFAULT 'pending',
    "mutual_connections" INTEGER DEFAULT 0,
    "shared_challenges" INTEGER DEFAULT 0,
    "collaboration_score" DOUBLE PRECISION DEFAULT 0,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "social_connections_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "user_roles_expires_at_idx" ON "public"."user_roles"("expires_at");

-- CreateIndex
CREATE INDEX "user_roles_granted_by_idx" ON "public"."user_roles"("granted_by");

-- CreateIndex
CREATE INDEX "user_roles_role_id_idx" ON "public"."user_roles"("role_id");

-- CreateIndex
CREATE INDEX "user_roles_user_id_idx" ON "public"."user_roles"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_roles_user_id_role_id_key" ON "public"."user_roles"("user_id", "role_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "public"."sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "public"."sessions"("expires_at");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "public"."sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "skill_trees_user_id_key" ON "public"."skill_trees"("user_id");

-- CreateIndex
CREATE INDEX "skills_skill_tree_id_idx" ON "public"."skills"("skill_tree_id");

-- CreateIndex
CREATE UNIQUE INDEX "skills_skill_tree_id_skill_name_key" ON "public"."skills"("skill_tree_id", "skill_name");

-- CreateIndex
CREATE INDEX "progress_points_metric_type_idx" ON "public"."progress_points"("metric_type");

-- CreateIndex
CREATE INDEX "progress_points_timestamp_idx" ON "public"."progress_points"("timestamp" DESC);

-- CreateIndex
CREATE INDEX "progress_points_user_id_idx" ON "public"."progress_points"("user_id");

-- CreateIndex
CREATE INDEX "social_connections_connected_user_id_idx" ON "public"."social_connections"("connected_user_id");

-- CreateIndex
CREATE INDEX "social_connections_user_id_idx" ON "public"."social_connections"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "social_connections_user_id_connected_user_id_key" ON "public"."social_connections"("user_id", "connected_user_id");

-- AddForeignKey
ALTER TABLE "public"."user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."user_roles" ADD CONSTRAINT "user_roles_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."user_roles" ADD CONSTRAINT "user_roles_granted_by_fkey" FOREIGN KEY ("granted_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."skill_trees" ADD CONSTRAINT "skill_trees_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."skills" ADD CONSTRAINT "skills_skill_tree_id_fkey" FOREIGN KEY ("skill_tree_id") REFERENCES "public"."skill_trees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."progress_points" ADD CONSTRAINT "progress_points_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."social_connections" ADD CONSTRAINT "social_connections_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."social_connections" ADD CONSTRAINT "social_connections_connected_user_id_fkey" FOREIGN KEY ("connected_user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
