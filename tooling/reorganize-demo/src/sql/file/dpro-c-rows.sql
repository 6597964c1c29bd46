WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
INSERT INTO users (id, email, username, full_name, password_hash, is_admin, last_login)
SELECT i, 'user.' || i || '@example.com', 'user' || i, 'User ' || i, '$2b$12$demo.hash.' || i, i = 1, 'never' FROM n;
INSERT INTO user_sessions (user_id, session_token, expires_at) VALUES (1, 'session-demo-1', '2099-01-01');
INSERT INTO user_settings (user_id, chat_settings, profile_settings, language)
SELECT id, '{}', NULL, 'en' FROM users;
-- Settings of one user twice: nothing kept them apart.
INSERT INTO user_settings (user_id, chat_settings) VALUES (1, '{"theme": "light"}');
INSERT INTO agents (id, user_id, name, temperature, api_key, performance_score, parent_agent_id) VALUES
  (1, 1, 'Main', 0.5, 'sk-demo-1', 0.91, NULL), (2, 1, 'Child', 0.7, 'sk-demo-2', 'good', 1), (3, 2, 'Hot', 9, NULL, NULL, NULL);
INSERT INTO conversations (id, user_id, agent_id, title)
SELECT 'c-' || id, id, 1 + id % 2, 'Talk ' || id FROM users;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO messages (conversation_id, content, sender_type, agent_id, tokens_used)
SELECT 'c-' || (1 + i % :users), 'Message ' || i, CASE i % 2 WHEN 0 THEN 'agent' ELSE 'user' END, NULL, i % 90 FROM n;
INSERT INTO activity_logs (user_id, action) SELECT id, 'login' FROM users;
INSERT INTO boards (user_id, name, board_type, tags, position, is_public)
SELECT id, 'Board ' || id, 'kanban', 'home,work', id, id % 2 FROM users;
INSERT INTO workflows (board_id, user_id, name, status, schedule, webhook_secret)
SELECT id, user_id, 'Flow ' || id, 'paused', 'daily', 'hook-demo-' || id FROM boards;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO tasks (user_id, assigned_to, title, status, priority, due_date, estimated_hours, tags)
SELECT 1 + i % :users, CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 9001 ELSE 1 + i % :users END, 'Task ' || i,
  CASE i % 2 WHEN 0 THEN 'in-progress' ELSE 'cancelled' END, 'High', '2025-07-01', 1.5, '["a"]' FROM n;
INSERT INTO marketplace_tools (name, category, author, rating, download_count, is_verified, price) VALUES
  ('Calculator', 'productivity', 'Us', 4.5, 120, 1, 'free'), ('Translator', 'language', 'Them', 'n/a', '7', 0, NULL),
  ('Scraper', 'web', NULL, 3.9, -1, 0, NULL), ('Scheduler', 'productivity', 'Us', NULL, NULL, 'yes', NULL);
INSERT INTO system_info (id, key, value, description, is_public) VALUES (1, 'admin_registered', '0', NULL, 0),
  (2, 'system_initialized', '1', NULL, 0), (3, 'version', '3.0.0', 'of the program', 1),
  (4, 'database_cleared_at', '2025-06-23 21:00:00', NULL, 0), (5, 'theme', 'dark', NULL, 1);
