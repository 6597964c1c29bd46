WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
INSERT INTO users (id, email, username, full_name, password_hash, role)
SELECT i, 'user.' || i || '@example.com', 'user' || i, 'User ' || i, '$2b$12$demo.hash.' || i,
  CASE i WHEN 1 THEN 'admin' WHEN 2 THEN 'Admin' ELSE 'user' END FROM n;
UPDATE users SET email = 'ADA@example.com', full_name = NULL WHERE id = 3;
UPDATE users SET email = 'ada@example.com', is_active = 'off' WHERE id = 4;
INSERT INTO user_sessions (user_id, session_token, refresh_token, expires_at) VALUES
  (1, 'session-demo-1', 'refresh-demo-1', '2099-01-01'), (1, 'session-demo-1', NULL, 'tomorrow');
INSERT INTO agents (id, user_id, name, temperature, api_key, parent_agent_id) VALUES
  (1, 1, 'Main', 0.5, 'sk-demo-1', NULL), (2, 1, 'Child', 'hot', 'sk-demo-2', 1), (3, 1, 'Own parent', 1, NULL, 3);
-- A conversation has a text for a key, and nothing checks where an agent leads.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
INSERT INTO conversations (id, user_id, agent_id, title, updated_at)
SELECT 'conv-' || i, CASE i WHEN 4 THEN 5 ELSE i END, CASE WHEN i % 5 = 0 THEN 9001 ELSE 1 + i % 3 END, 'Talk ' || i,
  CASE i WHEN 7 THEN 'last week' ELSE 1750760000 + i END FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO messages (conversation_id, content, sender_type, agent_id)
SELECT 'conv-' || (1 + i % :users), 'Message ' || i, CASE i % 2 WHEN 0 THEN 'agent' ELSE 'user' END,
  CASE i % 2 WHEN 0 THEN 1 + i % 3 END FROM n;
INSERT INTO messages (conversation_id, content, sender_type, agent_id) VALUES
  ('conv-none', 'To nobody', 'user', NULL), ('conv-1', CAST(x'7a65726f0062797465' AS TEXT), 'AGENT', 9001);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO activity_logs (user_id, action, details)
SELECT CASE WHEN i % 50 = 0 THEN 9001 ELSE 1 + i % :users END,
  CASE i % 3 WHEN 0 THEN 'login' WHEN 1 THEN 'register' ELSE 'agent_created' END, 'Entry ' || i FROM n;
