-- What the first form of the init script had not: milestones of quests, and rewards.

INSERT INTO public.quest_milestones (id, quest_id, title, completed, momentum_reward, sort_order, created_at, updated_at)
SELECT pg_temp.id('quest milestone', n), pg_temp.id('quest', n), 'Milestone ' || n, n % 2 = 0, n % 20, n % 5, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.rewards (id, user_id, reward_type, amount, source, description, status, metadata, created_at, updated_at)
SELECT
  pg_temp.id('reward', n), pg_temp.id('user', n), pg_temp.pick(ARRAY['boost_credits', 'momentum_bonus', 'skip_day', 'break_time', 'custom'], n), n % 100,
  pg_temp.pick(ARRAY['streak', 'momentum', 'season', 'achievement', 'manual'], n), 'Reward ' || n, pg_temp.pick(ARRAY['pending', 'claimed', 'expired'], n),
  '{}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
