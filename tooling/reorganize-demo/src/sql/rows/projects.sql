-- What only init defines: projects, their milestones, and the summary of each account.

INSERT INTO public.projects (id, owner_id, name, description, status, priority, metadata, created_at, updated_at, updated_by)
SELECT
  pg_temp.id('project', n), pg_temp.id('user', n), 'Project ' || n, 'About ' || n,
  pg_temp.pick(ARRAY['planning', 'active', 'completed', 'paused', 'cancelled'], n), pg_temp.pick(ARRAY['low', 'medium', 'high', 'urgent'], n),
  '{"color": "blue"}', pg_temp.at(n), pg_temp.at(n + 1), pg_temp.id('user', n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.project_milestones (id, project_id, title, completed, momentum_reward, created_at, updated_at)
SELECT pg_temp.id('project milestone', n), pg_temp.id('project', n), 'Milestone ' || n, n % 2 = 0, n % 20, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO audit.user_activity_summary (id, user_id, last_active_at, total_tasks_completed, active_days_count, created_at, updated_at)
SELECT pg_temp.id('summary', n), pg_temp.id('user', n), pg_temp.at(n), n % 40, n % 300, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
