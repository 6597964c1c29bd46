-- Tasks of users, projects and quests that are not there, and one changed by nobody known. Needs a table without keys.

INSERT INTO public.tasks (id, user_id, project_id, quest_id, title, created_at, updated_at, updated_by)
VALUES
  (pg_temp.id('orphan task', 1), pg_temp.id('nobody', 1), NULL, NULL, 'Of an unknown user', pg_temp.at(1), pg_temp.at(1), NULL),
  (pg_temp.id('orphan task', 2), pg_temp.id('user', 1), pg_temp.id('nowhere', 1), NULL, 'Of an unknown project', pg_temp.at(1), pg_temp.at(1), NULL),
  (pg_temp.id('orphan task', 4), pg_temp.id('user', 1), NULL, NULL, 'Changed by an unknown user', pg_temp.at(1), pg_temp.at(1), pg_temp.id('nobody', 2));
