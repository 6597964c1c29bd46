-- Nulls that the init script lets in, since it gives defaults and not NOT NULL, and the target does not take.

INSERT INTO public.tasks (id, user_id, title, status, priority, difficulty, momentum_reward, ai_suggestions, version, created_at, updated_at)
VALUES (pg_temp.id('null task', 1), pg_temp.id('user', 1), 'All null', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.tasks (id, user_id, title, status, created_at, updated_at)
VALUES (pg_temp.id('null task', 2), pg_temp.id('user', 1), 'No status', NULL, pg_temp.at(1), pg_temp.at(1));

INSERT INTO public.users (id, email, password, name, status, email_verified, created_at, updated_at)
VALUES (pg_temp.id('null user', 1), 'null@example.com', '$2b$10$SECRET-MARKER-hash-null', 'All null', NULL, NULL, NULL, NULL);

INSERT INTO public.projects (id, owner_id, name, status, priority, created_at, updated_at)
VALUES (pg_temp.id('null project', 1), pg_temp.id('user', 1), 'All null', NULL, NULL, NULL, NULL);

INSERT INTO public.quests (id, user_id, title, scale, status, objectives_completed, progress_percentage, start_date, created_at, updated_at)
VALUES (pg_temp.id('null quest', 1), pg_temp.id('user', 1), 'All null', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.roles (id, name, is_system, created_at, updated_at)
VALUES (pg_temp.id('null role', 1), 'guest', NULL, NULL, NULL);

INSERT INTO public.subtasks (id, task_id, title, completed, momentum_reward, sort_order, created_at, updated_at)
VALUES (pg_temp.id('null subtask', 1), pg_temp.id('task', 1), 'All null', NULL, NULL, NULL, NULL, NULL);
