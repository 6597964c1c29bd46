-- Tasks that the target does not take and that every definition lets in: below zero, under themselves, in a circle.

INSERT INTO public.tasks (id, user_id, title, momentum_reward, estimated_minutes, version, created_at, updated_at, ai_suggestions)
VALUES
  (pg_temp.id('broken task', 1), pg_temp.id('user', 1), 'Reward below zero', -5, 10, 1, pg_temp.at(1), pg_temp.at(1), '[]'),
  (pg_temp.id('broken task', 2), pg_temp.id('user', 1), 'Minutes below zero', 0, -10, 1, pg_temp.at(1), pg_temp.at(1), '[]'),
  (pg_temp.id('broken task', 3), pg_temp.id('user', 1), 'Version zero', 0, 10, 0, pg_temp.at(1), pg_temp.at(1), '[]');

INSERT INTO public.tasks (id, user_id, parent_task_id, title, created_at, updated_at)
VALUES
  (pg_temp.id('broken task', 4), pg_temp.id('user', 1), pg_temp.id('broken task', 4), 'Its own parent', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 5), pg_temp.id('user', 1), pg_temp.id('broken task', 6), 'One of a pair', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 6), pg_temp.id('user', 1), pg_temp.id('broken task', 5), 'The other of the pair', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 7), pg_temp.id('user', 1), pg_temp.id('broken task', 8), 'First of three', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 8), pg_temp.id('user', 1), pg_temp.id('broken task', 9), 'Second of three', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 9), pg_temp.id('user', 1), pg_temp.id('broken task', 7), 'Third of three', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken task', 10), pg_temp.id('user', 1), pg_temp.id('broken task', 7), 'Hangs on a circle', pg_temp.at(1), pg_temp.at(1));
