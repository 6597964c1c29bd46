-- A task that waits for itself, three that wait for each other, two that are related both ways (which is lawful), and a
-- version zero.

INSERT INTO public.task_dependencies (id, task_id, depends_on_task_id, dependency_type, created_at)
VALUES
  (pg_temp.id('broken dependency', 1), pg_temp.id('task', 1), pg_temp.id('task', 1), 'blocks', pg_temp.at(1)),
  (pg_temp.id('broken dependency', 2), pg_temp.id('task', 4), pg_temp.id('task', 5), 'blocks', pg_temp.at(2)),
  (pg_temp.id('broken dependency', 3), pg_temp.id('task', 5), pg_temp.id('task', 7), 'blocks', pg_temp.at(3)),
  (pg_temp.id('broken dependency', 4), pg_temp.id('task', 7), pg_temp.id('task', 4), 'blocks', pg_temp.at(4)),
  (pg_temp.id('broken dependency', 5), pg_temp.id('task', 8), pg_temp.id('task', 2), 'related', pg_temp.at(5)),
  (pg_temp.id('broken dependency', 6), pg_temp.id('task', 2), pg_temp.id('task', 8), 'related', pg_temp.at(6));

INSERT INTO public.task_versions (id, task_id, version, title, created_at)
VALUES (pg_temp.id('broken version', 1), pg_temp.id('task', 1), 0, 'Before the first', pg_temp.at(1));
