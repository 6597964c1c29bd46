-- While rows are filled in, no trigger adds others.

ALTER TABLE public.users DISABLE TRIGGER USER;

ALTER TABLE public.projects DISABLE TRIGGER USER;

ALTER TABLE public.quests DISABLE TRIGGER USER;

ALTER TABLE public.tasks DISABLE TRIGGER USER;
