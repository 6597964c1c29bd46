-- What the audit trigger wrote when these rows came: the whole row, password hashes included. The trigger itself is off
-- while a demo is filled, since it would make other ids and times at every build.

INSERT INTO audit.activity_logs (id, entity_type, entity_id, action, user_id, new_data, created_at)
SELECT pg_catalog.md5('log:users:' || id)::uuid, 'users', id, 'INSERT', updated_by, to_jsonb(users), created_at FROM public.users;

INSERT INTO audit.activity_logs (id, entity_type, entity_id, action, user_id, new_data, created_at)
SELECT pg_catalog.md5('log:projects:' || id)::uuid, 'projects', id, 'INSERT', updated_by, to_jsonb(projects), created_at FROM public.projects;

INSERT INTO audit.activity_logs (id, entity_type, entity_id, action, user_id, new_data, created_at)
SELECT pg_catalog.md5('log:quests:' || id)::uuid, 'quests', id, 'INSERT', updated_by, to_jsonb(quests), created_at FROM public.quests;

INSERT INTO audit.activity_logs (id, entity_type, entity_id, action, user_id, new_data, created_at)
SELECT pg_catalog.md5('log:tasks:' || id)::uuid, 'tasks', id, 'INSERT', updated_by, to_jsonb(tasks), created_at FROM public.tasks;
