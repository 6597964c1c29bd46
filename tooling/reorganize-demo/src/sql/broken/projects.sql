-- Numbers below zero in what only init defines.

UPDATE public.project_milestones SET momentum_reward = -1 WHERE id = pg_temp.id('project milestone', 1);

UPDATE audit.user_activity_summary SET active_days_count = -1 WHERE user_id = pg_temp.id('user', 1);
