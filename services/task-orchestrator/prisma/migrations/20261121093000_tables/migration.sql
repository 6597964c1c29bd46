-- What task-orchestrator owns: how tasks changed and what they wait for. Tasks and users are core's; its migrations
-- have run before these. Times are without zone and hold UTC, so the defaults convert and never use plain now().

-- CreateTable
CREATE TABLE "public"."task_dependencies" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "task_id" UUID NOT NULL,
    "depends_on_task_id" UUID NOT NULL,
    "dependency_type" VARCHAR(50) NOT NULL DEFAULT 'blocks',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "task_dependencies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."task_versions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "task_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" VARCHAR(500),
    "description" TEXT,
    "status" VARCHAR(50),
    "priority" VARCHAR(50),
    "changes_summary" TEXT,
    "changed_by" UUID,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "task_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_dependencies_depends_on_task_id_idx" ON "public"."task_dependencies"("depends_on_task_id");

-- CreateIndex
CREATE INDEX "task_dependencies_task_id_idx" ON "public"."task_dependencies"("task_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_dependencies_task_id_depends_on_task_id_key" ON "public"."task_dependencies"("task_id", "depends_on_task_id");

-- CreateIndex
CREATE INDEX "task_versions_changed_by_idx" ON "public"."task_versions"("changed_by");

-- CreateIndex
CREATE INDEX "task_versions_task_id_idx" ON "public"."task_versions"("task_id");

-- CreateIndex
CREATE INDEX "task_versions_version_idx" ON "public"."task_versions"("version");

-- CreateIndex
CREATE UNIQUE INDEX "task_versions_task_id_version_key" ON "public"."task_versions"("task_id", "version");

-- AddForeignKey
ALTER TABLE "public"."task_dependencies" ADD CONSTRAINT "task_dependencies_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."task_dependencies" ADD CONSTRAINT "task_dependencies_depends_on_task_id_fkey" FOREIGN KEY ("depends_on_task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."task_versions" ADD CONSTRAINT "task_versions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."task_versions" ADD CONSTRAINT "task_versions_changed_by_fkey" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
