-- A level above the last, a connection with oneself, words outside the lists; and no CHECK on the account's own status.

UPDATE public.skills SET level = 150, xp = -1 WHERE id = pg_temp.id('skill', 2);

UPDATE public.social_connections SET connected_user_id = user_id WHERE id = pg_temp.id('connection', 1);

UPDATE public.social_connections SET connection_type = 'family', status = 'ignored' WHERE id = pg_temp.id('connection', 2);

UPDATE public.users SET status = 'banned' WHERE id = pg_temp.id('user', 5);

INSERT INTO public.user_roles (id, user_id, role_id, granted_by, granted_at)
VALUES (pg_temp.id('orphan role', 1), pg_temp.id('user', 6), pg_temp.id('no role', 1), pg_temp.id('nobody', 4), pg_temp.at(1));
