-- Words that the init script's CHECKs would have refused; made by Prisma these tables have none.

UPDATE public.quests SET status = 'failed', progress_percentage = 120 WHERE id = pg_temp.id('quest', 1);

UPDATE analytics.momentum SET total_momentum = -50, current_level = 0 WHERE user_id = pg_temp.id('user', 3);

UPDATE analytics.boosts SET boost_credits = -2 WHERE user_id = pg_temp.id('user', 1);

UPDATE analytics.achievements SET rarity = 'mythic' WHERE id = pg_temp.id('achievement', 1);

UPDATE public.rewards SET reward_type = 'cash', source = 'lottery' WHERE id = pg_temp.id('reward', 1);

UPDATE audit.task_completions SET quality_rating = 9 WHERE id = pg_temp.id('completion', 10);
