-- Words of engagement and of task-orchestrator, one that nobody knows, and one in capitals. Needs a table without the
-- CHECKs of the init script.

INSERT INTO public.tasks (id, user_id, title, status, priority, difficulty, created_at, updated_at)
SELECT pg_temp.id('task of word', number), pg_temp.id('user', 2), 'Is ' || status, status, priority, difficulty, pg_temp.at(number), pg_temp.at(number)
FROM unnest(
  ARRAY['draft', 'active', 'completed', 'failed', 'error', 'someday', 'Done', 'todo', 'todo'],
  ARRAY['medium', 'medium', 'medium', 'medium', 'medium', 'medium', 'medium', 'critical', 'medium'],
  ARRAY['medium', 'medium', 'medium', 'medium', 'medium', 'medium', 'medium', 'medium', 'impossible']
) WITH ORDINALITY AS task (status, priority, difficulty, number);
