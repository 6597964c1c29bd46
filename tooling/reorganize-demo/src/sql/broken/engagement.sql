-- Numbers below zero and words outside the lists, where neither init nor Prisma has a CHECK.

UPDATE analytics.streaks SET daily_current = -1, weekly_last_week = 0 WHERE user_id = pg_temp.id('user', 1);

UPDATE analytics.momentum SET commits = -3 WHERE user_id = pg_temp.id('user', 2);

UPDATE analytics.cashed_in_streaks SET streak_type = 'yearly' WHERE id = pg_temp.id('cashed streak', 2);

UPDATE analytics.boost_history SET source = 'gift' WHERE id = pg_temp.id('boost history', 1);

UPDATE analytics.active_boosts SET duration_minutes = 0 WHERE id = pg_temp.id('active boost', 3);

UPDATE analytics.level_progress SET level = 0 WHERE id = pg_temp.id('level', 1);

UPDATE public.season_boosts SET boost_type = 'luck', boost_multiplier = 0 WHERE id = pg_temp.id('season boost', 1);

UPDATE public.seasons SET end_date = start_date - INTERVAL '1 day' WHERE id = pg_temp.id('season', 3);

UPDATE public.subtasks SET momentum_reward = -1 WHERE id = pg_temp.id('subtask', 1);

UPDATE audit.task_completions SET completion_method = 'guessed', time_taken_minutes = -5 WHERE id = pg_temp.id('completion', 4);
