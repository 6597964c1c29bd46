-- Versions of tasks, some with a status that no task may hold, and dependencies that form chains.

INSERT INTO public.task_versions (id, task_id, version, title, status, priority, changes_summary, metadata, created_at)
SELECT
  pg_temp.id('task version', n), pg_temp.id('task', n), 1, 'Task ' || n || ' before', pg_temp.pick(ARRAY['todo', 'completed', 'failed', 'error'], n), 'medium',
  'Renamed', jsonb_build_object('changes', jsonb_build_object('title', 'Task ' || n)), pg_temp.at(n)
FROM generate_series(1, :rows) AS n WHERE n % 2 = 0;

INSERT INTO public.task_dependencies (id, task_id, depends_on_task_id, dependency_type, created_at)
SELECT pg_temp.id('dependency', n), pg_temp.id('task', n), pg_temp.id('task', n - 2), pg_temp.pick(ARRAY['blocks', 'related'], n), pg_temp.at(n)
FROM generate_series(3, :rows) AS n WHERE n % 3 = 0;
