import { importSqlite, rollback, status } from "@deepiri/reorganize";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { isAccountedFor, tablesWith } from "./account-for.js";
import { legacyFile, shapeA, shapeB, shapeC } from "./legacy-file.js";
import { move, moveFile } from "./move-file.js";

const long = { timeout: 300_000 };

test("a file as the reference document has it", long, async () => {
  const moved = await moveFile(`${shapeA}
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
  const { rows } = moved;
  await isAccountedFor(moved);
  expect(await tablesWith(moved, "sk-very-secret")).toEqual([]);
  expect(JSON.stringify(moved.plan)).not.toContain("sk-very-secret");
  expect(
    await rows("SELECT id, email, is_admin, last_login, legacy_extra FROM iam.users ORDER BY id"),
  ).toEqual([
    {
      id: "1",
      email: "admin@example.com",
      is_admin: true,
      last_login: new Date("2025-06-24T10:00:00Z"),
      legacy_extra: null,
    },
    {
      id: "5",
      email: "Ada@example.com",
      is_admin: true,
      last_login: new Date(1750760000000),
      legacy_extra: null,
    },
  ]);
  expect(
    await rows(
      "SELECT projection, state, reason, unit FROM _reorganize.unprojected ORDER BY projection, unit",
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "projection": "agents",
        "reason": "its parent_agent_id leads to no row of ai_agents.agents, or back to its own",
        "state": "waiting",
        "unit": {
          "_unit_1": 1,
        },
      },
      {
        "projection": "agents",
        "reason": "breaks the rule agents_user_id_fkey of ai_agents.agents",
        "state": "quarantined",
        "unit": {
          "_unit_1": 4,
        },
      },
      {
        "projection": "messages",
        "reason": "breaks the rule messages_conversation_id_fkey of communication.messages",
        "state": "quarantined",
        "unit": {
          "_unit_1": 4,
        },
      },
      {
        "projection": "tasks",
        "reason": "breaks the rule tasks_status_check of tasks.tasks",
        "state": "quarantined",
        "unit": {
          "_unit_1": 3,
        },
      },
      {
        "projection": "users",
        "reason": "the same lower(email) is in iam.users",
        "state": "quarantined",
        "unit": {
          "_unit_1": 6,
        },
      },
      {
        "projection": "users",
        "reason": "breaks the rule users_email_check of iam.users",
        "state": "quarantined",
        "unit": {
          "_unit_1": 7,
        },
      },
    ]
  `);
  expect(
    await rows(
      "SELECT id, temperature, parent_agent_id, capabilities, agent_config, legacy_extra FROM ai_agents.agents ORDER BY id",
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "agent_config": {
          "k": 1,
        },
        "capabilities": [
          "a",
        ],
        "id": "1",
        "legacy_extra": null,
        "parent_agent_id": null,
        "temperature": 0.5,
      },
      {
        "agent_config": {
          "value": "not json",
        },
        "capabilities": [
          "talk",
        ],
        "id": "2",
        "legacy_extra": {
          "agent_config": "not json",
          "capabilities": "talk",
          "temperature": "warm",
        },
        "parent_agent_id": "1",
        "temperature": 0.7,
      },
      {
        "agent_config": {},
        "capabilities": [],
        "id": "3",
        "legacy_extra": null,
        "parent_agent_id": "1",
        "temperature": 0.9,
      },
    ]
  `);
  expect(
    await rows("SELECT id, user_id, action, placed_by FROM iam.authentication_logs ORDER BY id"),
  ).toMatchInlineSnapshot(`
    [
      {
        "action": "login",
        "id": "1",
        "placed_by": "a known action of authentication",
        "user_id": "1",
      },
      {
        "action": "LOGOUT",
        "id": "2",
        "placed_by": "a known action of authentication",
        "user_id": "1",
      },
      {
        "action": "register",
        "id": "3",
        "placed_by": "a known action of authentication",
        "user_id": "5",
      },
      {
        "action": "oauth_callback",
        "id": "5",
        "placed_by": "its action contains login or auth",
        "user_id": "1",
      },
    ]
  `);
  expect(
    await rows("SELECT id, user_id, action, placed_by FROM system.audit_logs ORDER BY id"),
  ).toMatchInlineSnapshot(`
    [
      {
        "action": "author_created",
        "id": "4",
        "placed_by": "a known other action",
        "user_id": null,
      },
      {
        "action": "agent_created",
        "id": "6",
        "placed_by": "any other action",
        "user_id": null,
      },
    ]
  `);
  expect(
    await rows("SELECT id, agent_id, sender_type, content FROM communication.messages ORDER BY id"),
  ).toMatchInlineSnapshot(`
    [
      {
        "agent_id": null,
        "content": "hello",
        "id": "1",
        "sender_type": "user",
      },
      {
        "agent_id": "1",
        "content": "hi",
        "id": "2",
        "sender_type": "agent",
      },
      {
        "agent_id": null,
        "content": "anybody?",
        "id": "3",
        "sender_type": "user",
      },
    ]
  `);
  expect(
    await rows(
      "SELECT title, status, priority::text, due_date::text, legacy_extra FROM tasks.tasks ORDER BY id",
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "due_date": "2025-07-01",
        "legacy_extra": {
          "due_date": "2025-07-01 12:00:00",
          "priority": "URGENT",
          "status": "In Progress",
        },
        "priority": "urgent",
        "status": "in_progress",
        "title": "one",
      },
      {
        "due_date": null,
        "legacy_extra": {
          "due_date": "2025-02-30",
          "status": "done",
        },
        "priority": "low",
        "status": "completed",
        "title": "two",
      },
    ]
  `);
  expect(await rows("SELECT nextval(pg_get_serial_sequence('iam.users', 'id')) AS id")).toEqual([
    { id: "41" },
  ]);
  expect(await rows("SELECT nextval('system.log_ids') AS id")).toEqual([{ id: "7" }]);
});

test("a file as the program makes it when it starts", long, async () => {
  const moved = await moveFile(`${shapeB}
    INSERT INTO users (id, email, username, full_name, password_hash, role) VALUES (1, 'admin@example.com', 'admin', 'The Admin', 'hash1', 'admin');
    INSERT INTO agents (id, user_id, name, temperature, api_key) VALUES (1, 1, 'main', 0.5, 'sk-very-secret');
    INSERT INTO conversations (id, user_id, agent_id, title) VALUES ('c-1', 1, 1, 'first'), ('c-2', 1, NULL, 'second');
    INSERT INTO messages (conversation_id, content, sender_type, agent_id) VALUES ('c-1', 'hi', 'agent', 1), ('c-2', 'hello', 'user', NULL);`);
  const { rows } = moved;
  await isAccountedFor(moved);
  expect(await tablesWith(moved, "sk-very-secret")).toEqual([]);
  expect(
    await rows("SELECT id, legacy_id, title FROM communication.conversations ORDER BY id"),
  ).toEqual([
    { id: "1", legacy_id: "c-1", title: "first" },
    { id: "2", legacy_id: "c-2", title: "second" },
  ]);
  expect(
    await rows("SELECT conversation_id, agent_id, content FROM communication.messages ORDER BY id"),
  ).toEqual([
    { conversation_id: "1", agent_id: "1", content: "hi" },
    { conversation_id: "2", agent_id: null, content: "hello" },
  ]);
  expect(await rows("SELECT is_admin FROM iam.users")).toEqual([{ is_admin: true }]);
});

test.skipIf(noSweeps)(
  `a file with columns that nobody expected${because(noSweeps)}`,
  long,
  async () => {
    const moved = await moveFile(`${shapeC}
    INSERT INTO users (id, email, username, full_name, password_hash, is_admin) VALUES (1, 'admin@example.com', 'admin', 'The Admin', 'hash1', 1);
    INSERT INTO agents (id, user_id, name, api_key) VALUES (1, 1, 'main', 'sk-very-secret');
    INSERT INTO conversations (id, user_id, agent_id, title, is_active) VALUES (1, 1, 1, 'first', 0);
    INSERT INTO messages (conversation_id, user_id, message, token_count) VALUES (1, 1, 'hello', 3);
    INSERT INTO user_settings (user_id, language, notifications) VALUES (1, 'en', '{"mail": true}');
    INSERT INTO boards (id, user_id, name, board_type, theme, position, is_public) VALUES (1, 1, 'board', 'kanban', 'dark', 9007199254740993, 1);
    INSERT INTO workflows (board_id, user_id, name, trigger_type, last_run_at, run_count, version) VALUES (1, 1, 'flow', 'manual', '2025-06-24 10:00:00', 0, 1.5);
    INSERT INTO tasks (user_id, title, assigned_to, tags, estimated_hours) VALUES (1, 'one', 1, '["a"]', 2.0), (1, 'two', 7, NULL, NULL);
    INSERT INTO marketplace_tools (name, author, price, icon, rating, download_count, is_verified) VALUES ('tool', 'Ada', 9.5, x'00ff', 4.5, 12, 1);
    INSERT INTO system_info (id, key, value, description, is_public) VALUES (1, 'version', '3.0.0', 'of the program', 1);`);
    const { rows } = moved;
    await isAccountedFor(moved);
    expect(await tablesWith(moved, "sk-very-secret")).toEqual([]);
    expect(await rows("SELECT legacy_extra FROM iam.user_preferences")).toEqual([
      { legacy_extra: { language: "en", notifications: '{"mail": true}' } },
    ]);
    expect(await rows("SELECT is_active FROM communication.conversations")).toEqual([
      { is_active: false },
    ]);
    expect(await rows("SELECT content, legacy_extra FROM communication.messages")).toEqual([
      { content: "hello", legacy_extra: { token_count: 3 } },
    ]);
    expect(
      await rows("SELECT board_type, is_public, legacy_extra::text FROM workflow.boards"),
    ).toEqual([
      {
        board_type: "kanban",
        is_public: true,
        legacy_extra: '{"theme": "dark", "position": 9007199254740993}',
      },
    ]);
    expect(await rows("SELECT legacy_extra FROM workflow.workflows")).toEqual([
      {
        legacy_extra: {
          trigger_type: "manual",
          last_run_at: "2025-06-24 10:00:00",
          run_count: 0,
          version: 1.5,
        },
      },
    ]);
    expect(
      await rows("SELECT title, assigned_to, legacy_extra FROM tasks.tasks ORDER BY id"),
    ).toEqual([
      { title: "one", assigned_to: "1", legacy_extra: { tags: '["a"]', estimated_hours: 2 } },
      { title: "two", assigned_to: null, legacy_extra: { assigned_to: 7 } },
    ]);
    expect(
      await rows("SELECT rating, download_count, is_verified, legacy_extra FROM marketplace.tools"),
    ).toEqual([
      {
        rating: 4.5,
        download_count: 12,
        is_verified: true,
        legacy_extra: { author: "Ada", price: 9.5, icon: "\\x00ff" },
      },
    ]);
    expect(await rows("SELECT key, is_public, legacy_extra FROM system.configurations")).toEqual([
      { key: "version", is_public: true, legacy_extra: { description: "of the program" } },
    ]);
  },
);

test.skipIf(noSweeps)(
  `a file with as many rows as the design counts, and the same again after a rollback and another import${because(noSweeps)}`,
  long,
  async () => {
    const script = `${shapeC}
    INSERT INTO users (id, email, username, full_name, password_hash, is_admin) VALUES (1, 'admin@example.com', 'admin', 'The Admin', 'hash1', 1);
    INSERT INTO user_settings (user_id) VALUES (1);
    INSERT INTO marketplace_tools (name) VALUES ('t1'), ('t2'), ('t3'), ('t4');
    INSERT INTO system_info (id, key, value) VALUES (1, 'admin_registered', '0'), (2, 'system_initialized', '1'), (3, 'version', '3.0.0'),
      (4, 'database_cleared_at', '2025-06-23 09:00:00'), (5, 'other', '');`;
    const moved = await moveFile(script);
    const { url, rows } = moved;
    const counted = async (): Promise<unknown> =>
      (await status(url))?.shapes?.accounts.map(({ table, rows, classes }) => ({
        table,
        rows,
        projected: classes.projected,
      }));
    const all = `SELECT to_jsonb(one.*) AS one FROM marketplace.tools AS one UNION ALL SELECT to_jsonb(one.*) FROM system.configurations AS one
    UNION ALL SELECT to_jsonb(one.*) FROM iam.users AS one UNION ALL SELECT to_jsonb(one.*) FROM iam.user_preferences AS one ORDER BY 1`;
    const [first, contents] = [await counted(), await rows(all)];
    expect(first).toMatchInlineSnapshot(`
    [
      {
        "projected": 1,
        "rows": 1,
        "table": "legacy.users",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.agents",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.conversations",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.messages",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.activity_logs",
      },
      {
        "projected": 1,
        "rows": 1,
        "table": "legacy.user_settings",
      },
      {
        "projected": 4,
        "rows": 4,
        "table": "legacy.marketplace_tools",
      },
      {
        "projected": 5,
        "rows": 5,
        "table": "legacy.system_info",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.tasks",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.boards",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.workflows",
      },
      {
        "projected": 0,
        "rows": 0,
        "table": "legacy.user_sessions",
      },
      {
        "projected": 0,
        "rows": 3,
        "table": "legacy.sqlite_sequence",
      },
    ]
  `);
    expect(contents).toHaveLength(11);
    const next = "SELECT nextval(pg_get_serial_sequence('iam.users', 'id')) AS id";
    expect(await rows(next)).toEqual([{ id: "2" }]);
    expect(await rollback(url)).toEqual({ left: [], different: [] });
    await importSqlite(url, legacyFile(script), { onReplace: async () => {} });
    await move(url);
    await isAccountedFor(moved);
    expect(await counted()).toEqual(first);
    const stamp = { created_at: undefined, updated_at: undefined };
    const lasting = (found: Record<string, unknown>[]): unknown =>
      found.map(({ one }) => ({ ...(one as object), ...stamp }));
    expect(lasting(await rows(all))).toEqual(lasting(contents));
  },
);

test("a file without a row", long, async () => {
  const moved = await moveFile(shapeA);
  await isAccountedFor(moved);
  expect((await status(moved.url))?.shapes?.accounts.map(({ rows }) => rows)).toEqual(
    Array(13).fill(0),
  );
  expect(
    await moved.rows("SELECT nextval(pg_get_serial_sequence('iam.users', 'id')) AS id"),
  ).toEqual([{ id: "1" }]);
});

test(
  "a file whose columns are named as the rows in our queries, with what no integer and no parser can take",
  long,
  async () => {
    const moved = await moveFile(`${shapeA}
    ALTER TABLE agents ADD COLUMN r TEXT;
    ALTER TABLE conversations ADD COLUMN agent TEXT;
    INSERT INTO users (id, email, username, full_name, password_hash) VALUES (1, 'admin@example.com', 'admin', 'The Admin', 'hash1');
    INSERT INTO agents (id, user_id, name, max_tokens, agent_config, r) VALUES (1, 1, 'main', 2147483648, '${"[".repeat(20_000)}', 'odd');
    INSERT INTO conversations (id, user_id, agent_id, agent) VALUES (1, 1, 1, 'name');`);
    await isAccountedFor(moved);
    expect(
      await moved.rows(
        "SELECT max_tokens, length(agent_config ->> 'value') AS length, legacy_extra - 'agent_config' AS extra FROM ai_agents.agents",
      ),
    ).toEqual([{ max_tokens: 2048, length: 20_000, extra: { max_tokens: 2147483648, r: "odd" } }]);
    expect(
      await moved.rows("SELECT agent_id, legacy_extra FROM communication.conversations"),
    ).toEqual([{ agent_id: "1", legacy_extra: { agent: "name" } }]);
  },
);
