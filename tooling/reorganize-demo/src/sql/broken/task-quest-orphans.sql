-- A task of a quest that is not there. Needs a table without that key.

INSERT INTO public.tasks (id, user_id, quest_id, title, created_at, updated_at)
VALUES (pg_temp.id('orphan task', 3), pg_temp.id('user', 1), pg_temp.id('no quest', 1), 'Of an unknown quest', pg_temp.at(1), pg_temp.at(1));
