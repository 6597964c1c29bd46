-- What engagement keeps of tasks and accounts, in the columns that init has as well.

INSERT INTO public.subtasks (id, task_id, title, completed, momentum_reward, sort_order, created_at, updated_at)
SELECT pg_temp.id('subtask', n), pg_temp.id('task', n), 'Part ' || n, n % 2 = 0, n % 5, n % 3, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :rows) AS n WHERE n % 2 = 1;

INSERT INTO audit.task_completions (id, task_id, user_id, completed_at, momentum_earned, time_taken_minutes, quality_rating, completion_method)
SELECT
  pg_temp.id('completion', n), pg_temp.id('task', n), pg_temp.id('user', 1 + n % :users), pg_temp.at(n), n % 30, n % 480, 1 + n % 5,
  pg_temp.pick(ARRAY['manual', 'auto'], n)
FROM generate_series(1, :rows) AS n WHERE n % 6 = 4;

INSERT INTO analytics.momentum (id, user_id, total_momentum, current_level, tasks, created_at, updated_at)
SELECT pg_temp.id('momentum', n), pg_temp.id('user', n), n * 10, 1 + n % 9, n % 50, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO analytics.level_progress (id, momentum_id, level, reached_at, total_momentum_at_time)
SELECT pg_temp.id('level', n), pg_temp.id('momentum', n), 1 + n % 9, pg_temp.at(n), n * 10
FROM generate_series(1, :users) AS n;

INSERT INTO analytics.achievements (id, momentum_id, achievement_id, name, rarity, unlocked_at)
SELECT pg_temp.id('achievement', n), pg_temp.id('momentum', n), 'first_task', 'First task', pg_temp.pick(ARRAY['common', 'rare', 'epic'], n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO analytics.streaks (id, user_id, daily_current, daily_longest, daily_last_date, weekly_last_week, created_at, updated_at)
SELECT pg_temp.id('streak', n), pg_temp.id('user', n), n % 30, 30, DATE '2025-03-01', 1 + n % 52, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO analytics.cashed_in_streaks (id, streak_id, streak_type, streak_value, boost_credits_earned, cashed_at)
SELECT pg_temp.id('cashed streak', n), pg_temp.id('streak', n), pg_temp.pick(ARRAY['daily', 'weekly', 'project', 'pr', 'healthy'], n), 7, 1, pg_temp.at(n)
FROM generate_series(1, :users) AS n WHERE n % 2 = 0;

INSERT INTO analytics.boosts (id, user_id, boost_credits, last_autopilot_reset, created_at, updated_at)
SELECT pg_temp.id('boost', n), pg_temp.id('user', n), n % 20, DATE '2025-03-01', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO analytics.active_boosts (id, boost_id, boost_type, activated_at, expires_at, duration_minutes)
SELECT pg_temp.id('active boost', n), pg_temp.id('boost', n), pg_temp.pick(ARRAY['focus', 'velocity'], n), pg_temp.at(n), pg_temp.at(n + 9), 63
FROM generate_series(1, :users) AS n WHERE n % 3 = 0;

INSERT INTO analytics.boost_history (id, boost_id, boost_type, activated_at, expired_at, duration_minutes, credits_used, source)
SELECT
  pg_temp.id('boost history', n), pg_temp.id('boost', n), 'clarity', pg_temp.at(n), pg_temp.at(n + 9), 63, 2,
  pg_temp.pick(ARRAY['purchased', 'streak_reward', 'momentum_reward', 'season_reward'], n)
FROM generate_series(1, :users) AS n;
