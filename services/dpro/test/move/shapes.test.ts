import { expect, test } from "vitest";
import { shapeA, shapeB } from "./legacy-file.js";
import { moveFile } from "./move-file.js";

const long = { timeout: 300_000 };

test("a file as the reference document has it", long, async () => {
  const { rows } = await moveFile(`${shapeA}
    INSERT INTO users (id, email, username, full_name, password_hash, is_admin, last_login) VALUES
      (1, 'admin@example.com', 'admin', 'The Admin', 'hash1', 1, '2025-06-24 10:00:00'),
      (5, 'Ada@example.com', 'ada', 'Ada', 'hash2', 'yes', 1750760000),
      (6, 'ada@Example.com', 'ada2', 'Other Ada', 'hash3', 0, NULL),
      (7, 'no address', 'bob', 'Bob', 'hash4', 7, 'some day');
    INSERT INTO agents (id, user_id, name, temperature, api_key, parent_agent_id, capabilities, agent_config) VALUES
      (1, 1, 'main', ' 0.5 ', 'sk-very-secret', 3, '["a"]', '{"k": 1}'),
      (2, 5, 'odd', 'warm', '', 1, 'talk', 'not json'),
      (3, 1, 'child', '0.9', NULL, 1, '', ''),
      (4, 99, 'orphan', '0.7', '', NULL, '', '');
    INSERT INTO conversations (id, user_id, agent_id) VALUES (10, 1, 1), (11, 5, 77);
    INSERT INTO messages (conversation_id, user_id, message, message_type) VALUES
      (10, 1, 'hello', 'user'), (10, 1, 'hi', 'agent'), (11, 5, 'anybody?', ' User '), (12, 1, 'lost', 'user');
    INSERT INTO activity_logs (user_id, action, details) VALUES
      (1, 'login', 'a'), (1, 'LOGOUT', 'b'), (5, 'register', 'c'), (99, 'author_created', 'd'), (1, 'oauth_callback', 'e'), (NULL, 'agent_created', 'f');
    INSERT INTO boards (id, user_id, name) VALUES (1, 1, 'board');
    INSERT INTO workflows (board_id, user_id, name, status) VALUES (1, 1, 'flow', 'Done');
    INSERT INTO tasks (user_id, title, status, priority, due_date) VALUES
      (1, 'one', 'In Progress', 'URGENT', '2025-07-01 12:00:00'), (1, 'two', 'done', 'low', '2025-02-30'), (1, 'three', 'thinking', 'low', NULL);
    INSERT INTO user_settings (user_id, chat_settings) VALUES (1, '{"a": 1}'), (5, 'oops');
    INSERT INTO user_sessions (user_id, session_token, expires_at) VALUES (1, 'live', '2099-01-01');
    INSERT INTO marketplace_tools (name) VALUES ('t1'), ('t2'), ('t3'), ('t4');
    INSERT INTO system_info (id, key, value) VALUES (1, 'version', '3.0.0'), (2, 'admin_registered', '0');
    INSERT INTO users (id, email, username, full_name, password_hash) VALUES (40, 'x@y.z', 'gone', '', '');
    DELETE FROM users WHERE id = 40;`);
  expect(await rows("SELECT id, email, is_admin, last_login, legacy_extra FROM iam.users ORDER BY id")).toEqual([
    { id: "1", email: "admin@example.com", is_admin: true, last_login: new Date("2025-06-24T10:00:00Z"), legacy_extra: null },
    { id: "5", email: "Ada@example.com", is_admin: true, last_login: new Date(1750760000000), legacy_extra: null },
  ]);
  expect(await rows("SELECT projection, state, reason, unit FROM _reorganize.unprojected ORDER BY projection, unit")).toMatchInlineSnapshot();
  expect(await rows("SELECT id, temperature, parent_agent_id, capabilities, agent_config, legacy_extra FROM ai_agents.agents ORDER BY id")).toMatchInlineSnapshot();
  expect(await rows("SELECT id, user_id, action, placed_by FROM iam.authentication_logs ORDER BY id")).toMatchInlineSnapshot();
  expect(await rows("SELECT id, user_id, action, placed_by FROM system.audit_logs ORDER BY id")).toMatchInlineSnapshot();
  expect(await rows("SELECT id, agent_id, sender_type, content FROM communication.messages ORDER BY id")).toMatchInlineSnapshot();
  expect(await rows("SELECT title, status, priority::text, due_date::text, legacy_extra FROM tasks.tasks ORDER BY id")).toMatchInlineSnapshot();
  expect(await rows("SELECT nextval(pg_get_serial_sequence('iam.users', 'id')) AS id")).toEqual([{ id: "41" }]);
});

test("a file as the program makes it when it starts", long, async () => {
  const { rows } = await moveFile(`${shapeB}
    INSERT INTO users (id, email, username, full_name, password_hash, role) VALUES (1, 'admin@example.com', 'admin', 'The Admin', 'hash1', 'admin');
    INSERT INTO agents (id, user_id, name, temperature, api_key) VALUES (1, 1, 'main', 0.5, 'sk-very-secret');
    INSERT INTO conversations (id, user_id, agent_id, title) VALUES ('c-1', 1, 1, 'first'), ('c-2', 1, NULL, 'second');
    INSERT INTO messages (conversation_id, content, sender_type, agent_id) VALUES ('c-1', 'hi', 'agent', 1), ('c-2', 'hello', 'user', NULL);`);
  expect(await rows("SELECT id, legacy_id, title FROM communication.conversations ORDER BY id")).toEqual([
    { id: "1", legacy_id: "c-1", title: "first" },
    { id: "2", legacy_id: "c-2", title: "second" },
  ]);
  expect(await rows("SELECT conversation_id, agent_id, content FROM communication.messages ORDER BY id")).toEqual([
    { conversation_id: "1", agent_id: "1", content: "hi" },
    { conversation_id: "2", agent_id: null, content: "hello" },
  ]);
  expect(await rows("SELECT is_admin FROM iam.users")).toEqual([{ is_admin: true }]);
});
