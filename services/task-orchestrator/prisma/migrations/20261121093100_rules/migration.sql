-- What no row may break, whoever writes. task_versions.status has no word list on purpose: a version keeps what a caller
-- reported (completed, failed, error), which a task itself cannot hold.
-- Each comment says in one sentence what its rule demands; clients show it when a row is refused.

ALTER TABLE "public"."task_versions"
  ADD CONSTRAINT "task_versions_version_check" CHECK ("version" >= 1);
COMMENT ON CONSTRAINT "task_versions_version_check" ON "public"."task_versions" IS 'Versions count from 1.';

ALTER TABLE "public"."task_dependencies"
  ADD CONSTRAINT "task_dependencies_dependency_type_check" CHECK ("dependency_type"::text IN ('blocks', 'related', 'duplicate', 'subtask')),
  ADD CONSTRAINT "task_dependencies_self_check" CHECK ("task_id" <> "depends_on_task_id");
COMMENT ON CONSTRAINT "task_dependencies_dependency_type_check" ON "public"."task_dependencies" IS 'dependency_type is one of blocks, related, duplicate, subtask.';
COMMENT ON CONSTRAINT "task_dependencies_self_check" ON "public"."task_dependencies" IS 'A task does not depend on itself.';
