-- What a program of one company has left behind: types that nothing enforced, and keys that nothing checked.

-- Columns that nobody's document has; one of them may hold a secret.
ALTER TABLE users ADD COLUMN nickname TEXT;
ALTER TABLE users ADD COLUMN reset_token TEXT;
ALTER TABLE agents ADD COLUMN color TEXT;

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
INSERT INTO users (id, email, username, full_name, password_hash, is_admin, created_at, updated_at, last_login)
SELECT i, 'user.' || i || '@example.com', 'user' || i, 'User ' || i, '$2b$12$demo.hash.' || i, i = 1,
  '2025-01-01 08:00:00', '2025-06-01 08:00:00', '2025-06-24 10:00:00' FROM n;

UPDATE users SET nickname = 'The first', reset_token = 'reset-demo-1' WHERE id = 1;
-- Two addresses that differ in capital letters only.
UPDATE users SET email = 'Ada@example.com', is_admin = 'yes', last_login = 1750760000 WHERE id = 2;
UPDATE users SET email = 'ada@Example.com' WHERE id = 3;
UPDATE users SET email = 'no address', is_active = 7, last_login = 'some day' WHERE id = 4;
UPDATE users SET username = 'bo', is_active = 'true', created_at = '2025-03-01T09:30:00+02:00' WHERE id = 5;
UPDATE users SET is_active = NULL, is_admin = 'perhaps', created_at = 'unknown', updated_at = '' WHERE id = 6;
UPDATE users SET full_name = CAST(x'4e554c00696e73696465' AS TEXT) WHERE id = 7;
UPDATE users SET full_name = CAST(x'4a6f73e9' AS TEXT) WHERE id = 8;
-- The newest row is gone: its number is not given again.
INSERT INTO users (id, email, username, full_name, password_hash)
VALUES (:users + 500, 'gone@example.com', 'gone', 'Gone', '$2b$12$demo.hash.gone');
DELETE FROM users WHERE id = :users + 500;

INSERT INTO user_sessions (user_id, session_token, expires_at, is_active) VALUES
  (1, 'session-demo-live', '2099-01-01 00:00:00', 1),
  (2, 'session-demo-over', '2020-01-01 00:00:00', 0),
  (9001, 'session-demo-orphan', 'never', 'yes');

INSERT INTO user_settings (user_id, chat_settings, profile_settings)
SELECT id, '{"theme": "dark"}', '{}' FROM users WHERE id > 6;
INSERT INTO user_settings (user_id, chat_settings, profile_settings) VALUES
  (1, '', '{"size": 12}'), (2, 'no JSON', '{"limit": NaN}'), (3, '{''quoted'': ''once''}', '[1, 2]'),
  (5, '{"text": "a\u0000b"}', '{}'), (9001, '{}', '{}');

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < max(:rows / 10, 20))
INSERT INTO agents (id, user_id, name, api_key, parent_agent_id, agent_type, created_at, updated_at)
SELECT i, 1 + i % :users, 'Agent ' || i, 'sk-demo-' || i, CASE WHEN i > 15 THEN 10 END,
  CASE WHEN i > 15 THEN 'child' ELSE 'main' END, '2025-02-01 08:00:00', '2025-06-01 08:00:00' FROM n;
UPDATE agents SET user_id = 1, temperature = ' 0.5 ', capabilities = '["search"]', agent_config = '{"retries": 2}',
  color = 'green' WHERE id = 1;
-- Three in a circle, and one that is its own parent.
UPDATE agents SET user_id = 1, parent_agent_id = CASE id WHEN 2 THEN 3 WHEN 3 THEN 4 ELSE 2 END WHERE id IN (2, 3, 4);
UPDATE agents SET user_id = 1, parent_agent_id = 5, temperature = 'warm', capabilities = 'talk, search' WHERE id = 5;
UPDATE agents SET user_id = 1, temperature = '3.5' WHERE id = 6;
UPDATE agents SET user_id = 1, temperature = '0,7', max_tokens = 'many' WHERE id = 7;
UPDATE agents SET user_id = 1, temperature = NULL, parent_agent_id = 9001, is_public = 'no' WHERE id = 8;
UPDATE agents SET user_id = 9001 WHERE id = 9;

INSERT INTO boards (user_id, name, board_data)
SELECT id, 'Board of ' || username, '{"columns": ["open", "done"]}' FROM users WHERE id > 6;
INSERT INTO boards (user_id, name, board_data, is_active) VALUES (1, 'Plans', '', 1), (9001, 'Nobody''s', '{}', 1),
  (1, 'Odd', 'not JSON', 'sometimes');
INSERT INTO workflows (board_id, user_id, name, status)
SELECT id, user_id, 'Flow of ' || name, 'active' FROM boards WHERE user_id <> 9001;
INSERT INTO workflows (board_id, user_id, name, workflow_data, status) VALUES
  (1, 1, 'Finished', '{"steps": [1, 2]}', ' Done '), (9001, 1, 'Of no board', '{}', 'active'),
  (1, 1, 'Asleep', '{}', 'sleeping');

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
INSERT INTO conversations (id, user_id, agent_id, title, created_at, updated_at)
SELECT i, i, 1 + i % 20, 'Talk ' || i, '2025-03-01 08:00:00', 1750760000 + i FROM n WHERE i NOT IN (3, 4, 5);
INSERT INTO conversations (id, user_id, agent_id, title) VALUES (:users + 1, 1, 9001, 'With an agent that is gone'),
  (:users + 2, 9001, 1, 'Of a user who is gone'), (:users + 3, '1', '1', 12345);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO messages (conversation_id, user_id, message, message_type, created_at)
SELECT c.id, c.user_id, 'Message ' || n.i, CASE n.i % 3 WHEN 0 THEN 'agent' ELSE 'user' END,
  datetime('2025-03-01', '+' || n.i || ' minutes')
FROM n JOIN conversations AS c ON c.id = 6 + n.i % (:users - 6);
INSERT INTO messages (conversation_id, user_id, message, message_type, created_at) VALUES
  (1, 1, CAST(x'7a65726f0062797465' AS TEXT), 'user', '2025-03-01 08:00:00'),
  (1, 1, CAST(x'636166e9' AS TEXT), ' Agent ', 1750760000),
  (1, 1, 42, 'System', 'yesterday'), (1, 1, 'From a robot', 'robot', NULL), (9001, 1, 'To nobody', 'user', NULL),
  (1, 9001, 'By nobody', 'user', NULL);

-- The actions that the program writes, and those that a search for "login" or "auth" would misplace.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO activity_logs (user_id, action, details, ip_address, created_at)
SELECT 6 + i % (:users - 6), CASE i % 4 WHEN 0 THEN 'login' WHEN 1 THEN 'logout' WHEN 2 THEN 'agent_created'
  ELSE 'task_updated' END, 'A sentence about entry ' || i, '10.0.0.' || i % 250,
  datetime('2025-03-01', '+' || i || ' minutes') FROM n;
INSERT INTO activity_logs (user_id, action, details, created_at) VALUES
  (1, 'LOGIN', 'in capital letters', 1750760000), (1, 'register', NULL, NULL), (1, 'Password-Reset', NULL, NULL),
  (1, 'token_refresh', NULL, NULL), (1, '2fa', NULL, NULL), (1, 'oauth_callback', NULL, NULL),
  (1, 'unauthorized_access', NULL, NULL), (1, 'author_created', NULL, NULL), (1, 'blogin_created', NULL, NULL),
  (NULL, 'cleanup', 'by no one', 'at night'), (9001, 'login', 'by a user who is gone', NULL), (1, '', NULL, NULL);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO tasks (user_id, title, status, priority, due_date, created_at)
SELECT 6 + i % (:users - 6), 'Task ' || i, CASE i % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'In Progress' ELSE 'done' END,
  CASE i % 2 WHEN 0 THEN 'medium' ELSE 'URGENT' END, date('2025-07-01', '+' || i % 300 || ' days'),
  '2025-04-01 08:00:00' FROM n;
INSERT INTO tasks (user_id, title, status, priority, due_date) VALUES
  (1, 'With a time', 'pending', ' low ', '2025-07-01 12:00:00'), (1, 'On no day', 'completed', 'high', '2025-02-30'),
  (1, 'Undecided', 'thinking', 'low', NULL), (1, 'Important', 'pending', 'asap', NULL),
  (9001, 'Of nobody', 'pending', 'low', NULL);

INSERT INTO marketplace_tools (name, description, category, config) VALUES
  ('Calculator', 'Adds and subtracts', 'productivity', '{}'), ('Translator', NULL, 'language', ''),
  ('Scraper', 'Reads pages', 'web', 'url=https://example.com'), ('Scheduler', 'Plans', 'productivity', '{"zone": "UTC"}');
INSERT INTO system_info (id, key, value) VALUES (1, 'admin_registered', '0'), (2, 'system_initialized', '1'),
  (3, 'version', '3.0.0'), (4, 'database_cleared_at', '2025-06-23 21:00:00'), (5, 'theme', 'dark');
