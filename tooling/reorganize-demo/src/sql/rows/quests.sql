-- Seasons and quests, as init and engagement both know them.

INSERT INTO public.seasons (id, name, description, start_date, end_date, is_active, created_at, updated_at)
SELECT pg_temp.id('season', n), 'Season ' || n + 1, 'A later season', pg_temp.at(n * 20000), pg_temp.at(n * 20000 + 18000), false, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;

INSERT INTO public.season_boosts (id, season_id, name, boost_type, boost_multiplier, duration_minutes, cost_credits, is_active, created_at, updated_at)
SELECT
  pg_temp.id('season boost', n), pg_temp.id('season', 1 + n % 3), 'Boost ' || n,
  pg_temp.pick(ARRAY['focus', 'velocity', 'clarity', 'debug', 'cleanup', 'sprint', 'learning'], n), 1.5, 60, n, true, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 7) AS n;

INSERT INTO public.quests (id, user_id, season_id, title, scale, status, total_objectives, progress_percentage, start_date, created_at, updated_at)
SELECT
  pg_temp.id('quest', n), pg_temp.id('user', n), pg_temp.id('season', 1 + n % 3), 'Quest ' || n, pg_temp.pick(ARRAY['hours', 'day', 'week', 'month'], n),
  pg_temp.pick(ARRAY['planning', 'active', 'completed', 'paused', 'cancelled'], n), 5, n % 100, pg_temp.at(n), pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(1, :users) AS n;
