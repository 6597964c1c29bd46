-- The triggers work again.

ALTER TABLE public.users ENABLE TRIGGER USER;

ALTER TABLE public.projects ENABLE TRIGGER USER;

ALTER TABLE public.quests ENABLE TRIGGER USER;

ALTER TABLE public.tasks ENABLE TRIGGER USER;
