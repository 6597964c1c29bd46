-- What someone did by hand when engagement's updates kept being refused.

ALTER TABLE public.tasks DROP CONSTRAINT tasks_status_check, DROP CONSTRAINT tasks_priority_check, DROP CONSTRAINT tasks_difficulty_check;
