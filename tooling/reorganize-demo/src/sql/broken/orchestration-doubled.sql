-- Someone dropped the unique key of versions when two writers took the same number, and both rows stayed. A type of
-- dependency that the target does not know came in the same way.

ALTER TABLE public.task_versions DROP CONSTRAINT IF EXISTS task_versions_task_id_version_key;

DROP INDEX IF EXISTS public.task_versions_task_id_version_key;

INSERT INTO public.task_versions (id, task_id, version, title, status, created_at)
VALUES
  (pg_temp.id('doubled version', 1), pg_temp.id('task', 2), 1, 'Written by the other', 'todo', pg_temp.at(9)),
  (pg_temp.id('doubled version', 2), pg_temp.id('task', 4), 1, 'Written by the other', 'todo', pg_temp.at(9));

ALTER TABLE public.task_dependencies DROP CONSTRAINT IF EXISTS task_dependencies_dependency_type_check;

INSERT INTO public.task_dependencies (id, task_id, depends_on_task_id, dependency_type, created_at)
VALUES
  (pg_temp.id('broken dependency', 7), pg_temp.id('task', 10), pg_temp.id('task', 1), 'subtask', pg_temp.at(7)),
  (pg_temp.id('broken dependency', 8), pg_temp.id('task', 11), pg_temp.id('task', 1), 'precedes', pg_temp.at(8));
