-- What someone did by hand to get a dump loaded whose users and quests were incomplete.

ALTER TABLE public.tasks
  DROP CONSTRAINT tasks_user_id_fkey, DROP CONSTRAINT tasks_project_id_fkey, DROP CONSTRAINT tasks_quest_id_fkey, DROP CONSTRAINT tasks_updated_by_fkey;
