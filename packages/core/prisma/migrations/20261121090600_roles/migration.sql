-- The four roles the platform relies on, and what each may do. An ability is a verb, a resource what it is done to.
-- conditions {"own": true} narrows it to the user's own rows; admin's manage on all stands for every pair.
-- Rows that exist already stay as they are.

INSERT INTO "public"."roles" ("name", "description", "is_system")
VALUES
  ('admin', 'Runs the platform: may do everything', true),
  ('user', 'Works with what is his own', true),
  ('moderator', 'Keeps order among users and their content', true),
  ('developer', 'Looks into the platform and tunes its seasons', true)
ON CONFLICT ("name") DO NOTHING;

INSERT INTO "public"."role_abilities" ("role_id", "ability", "resource", "conditions")
SELECT "roles"."id", "granted"."ability", "granted"."resource", "granted"."conditions"::jsonb
FROM "public"."roles"
JOIN (
  VALUES
    ('admin', 'manage', 'all', '{}'),

    ('user', 'read', 'users', '{}'),
    ('user', 'update', 'users', '{"own": true}'),
    ('user', 'create', 'projects', '{"own": true}'),
    ('user', 'read', 'projects', '{"own": true}'),
    ('user', 'update', 'projects', '{"own": true}'),
    ('user', 'delete', 'projects', '{"own": true}'),
    ('user', 'create', 'tasks', '{"own": true}'),
    ('user', 'read', 'tasks', '{"own": true}'),
    ('user', 'update', 'tasks', '{"own": true}'),
    ('user', 'delete', 'tasks', '{"own": true}'),
    ('user', 'create', 'quests', '{"own": true}'),
    ('user', 'read', 'quests', '{"own": true}'),
    ('user', 'update', 'quests', '{"own": true}'),
    ('user', 'delete', 'quests', '{"own": true}'),
    ('user', 'read', 'seasons', '{}'),

    ('moderator', 'read', 'users', '{}'),
    ('moderator', 'suspend', 'users', '{}'),
    ('moderator', 'read', 'projects', '{}'),
    ('moderator', 'update', 'projects', '{}'),
    ('moderator', 'read', 'tasks', '{}'),
    ('moderator', 'update', 'tasks', '{}'),
    ('moderator', 'read', 'quests', '{}'),
    ('moderator', 'update', 'quests', '{}'),
    ('moderator', 'read', 'seasons', '{}'),
    ('moderator', 'read', 'activity_logs', '{}'),

    ('developer', 'read', 'users', '{}'),
    ('developer', 'read', 'projects', '{}'),
    ('developer', 'read', 'tasks', '{}'),
    ('developer', 'read', 'quests', '{}'),
    ('developer', 'create', 'seasons', '{}'),
    ('developer', 'read', 'seasons', '{}'),
    ('developer', 'update', 'seasons', '{}'),
    ('developer', 'read', 'activity_logs', '{}')
) AS "granted" ("role", "ability", "resource", "conditions") ON "granted"."role" = "roles"."name"
ON CONFLICT ("role_id", "ability", "resource") DO NOTHING;
