-- Tasks, the same columns in all three definitions. Every fifth is a child of the one before it.

INSERT INTO public.tasks (
  id, user_id, project_id, quest_id, parent_task_id, title, description, status, priority, difficulty, momentum_reward,
  estimated_minutes, actual_minutes, due_date, ai_suggestions, tags, metadata, version, created_at, updated_at, updated_by
)
SELECT
  pg_temp.id('task', n), pg_temp.id('user', 1 + n % :users),
  CASE WHEN n % 3 = 0 THEN pg_temp.id('project', 1 + n % :users) END,
  CASE WHEN n % 4 = 0 THEN pg_temp.id('quest', 1 + n % :users) END,
  CASE WHEN n % 5 = 0 THEN pg_temp.id('task', n - 1) END,
  'Task ' || n || ' of many', 'What to do in ' || n,
  pg_temp.pick(ARRAY['todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled'], n), pg_temp.pick(ARRAY['low', 'medium', 'high', 'urgent'], n),
  pg_temp.pick(ARRAY['trivial', 'easy', 'medium', 'hard', 'epic'], n), n % 30, n % 480, n % 500, pg_temp.at(n + 5000),
  '[{"suggestion": "Split it", "type": "plan", "confidence": 0.8}]', ARRAY['tag' || n % 7, 'all'],
  jsonb_build_object('source', 'demo', 'number', n), 1 + n % 4, pg_temp.at(n), pg_temp.at(n + 2),
  CASE WHEN n % 2 = 0 THEN pg_temp.id('user', 1 + n % :users) END
FROM generate_series(1, :rows) AS n;
