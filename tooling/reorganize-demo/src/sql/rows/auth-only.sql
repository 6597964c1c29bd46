-- The four tables that only auth makes.

INSERT INTO public.skill_trees (id, user_id, skill_points, total_skill_level, last_updated, created_at, updated_at)
SELECT pg_temp.id('skill tree', n), pg_temp.id('user', n), n % 50, n % 9, pg_temp.at(n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.skills (id, skill_tree_id, skill_name, level, xp, unlocked, created_at, updated_at)
SELECT
  pg_temp.id('skill', n * 2 + which), pg_temp.id('skill tree', n), pg_temp.pick(ARRAY['timeManagement', 'codeReview'], which),
  n % 100, n * 10 % 1000, n % 2 = 0, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n, generate_series(0, 1) AS which;

INSERT INTO public.social_connections (id, user_id, connected_user_id, connection_type, status, created_at, updated_at)
SELECT
  pg_temp.id('connection', n), pg_temp.id('user', n), pg_temp.id('user', n + 1), pg_temp.pick(ARRAY['friend', 'rival'], n),
  pg_temp.pick(ARRAY['pending', 'accepted'], n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users - 1) AS n;

INSERT INTO public.progress_points (id, user_id, metric_type, value, timestamp, metadata)
SELECT pg_temp.id('point', n), pg_temp.id('user', 1 + n % :users), 'focus', n * 0.5, pg_temp.at(n), '{"unit": "minutes"}'
FROM generate_series(1, :rows) AS n;
