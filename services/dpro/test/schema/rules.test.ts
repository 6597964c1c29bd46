import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { dproFactories } from "../factories.js";

const db = useTestDatabase("dpro");
const factories = dproFactories(db);

const checks: readonly Breach[] = [
  breach("iam.users", "email", "'nobody'"),
  breach("iam.users", "email", "'a.b@nowhere'"),
  breach("iam.users", "username", "'ab'"),
  breach("iam.user_preferences", "chat_settings", "'[]'"),
  breach("iam.user_preferences", "profile_settings", `'"dark"'`),
  breach("ai_agents.agents", "agent_type", "'Main'"),
  breach("ai_agents.agents", "temperature", "2.01"),
  breach("ai_agents.agents", "temperature", "-0.01"),
  breach("ai_agents.agents", "temperature", "'NaN'"),
  breach("ai_agents.agents", "capabilities", "'{}'"),
  breach("ai_agents.agents", "agent_config", "'[]'"),
  breach("ai_agents.agents", "api_key_encrypted", "'sk-in-clear-text'"),
  breach("communication.messages", "sender_type", "'bot'"),
  breach("workflow.boards", "board_data", "'null'"),
  breach("workflow.workflows", "workflow_data", "'1'"),
  breach("workflow.workflows", "status", "'cancelled'"),
  breach("tasks.tasks", "status", "'done'"),
  breach("marketplace.tools", "config", "'[]'"),
  breach("marketplace.tools", "rating", "-0.5"),
  breach("marketplace.tools", "rating", "'NaN'"),
  breach("marketplace.tools", "rating", "'Infinity'"),
  breach("marketplace.tools", "download_count", "-1"),
];

const insertUser =
  "INSERT INTO iam.users (email, username, full_name, password_hash) SELECT %, full_name, password_hash FROM iam.users LIMIT 1";
const insertSession =
  "INSERT INTO iam.user_sessions (user_id, session_token, refresh_token, expires_at) SELECT user_id, %, expires_at FROM iam.user_sessions";

const uniques: readonly Breach[] = [
  ["users_email_key", insertUser.replace("%", "email, username || '2'")],
  ["users_email_lower_key", insertUser.replace("%", "upper(email), username || '2'")],
  ["users_username_key", insertUser.replace("%", "'x' || email, username")],
  [
    "user_preferences_user_id_key",
    "INSERT INTO iam.user_preferences (user_id) SELECT user_id FROM iam.user_preferences",
  ],
  ["user_sessions_session_token_key", insertSession.replace("%", "session_token, 'other'")],
  [
    "user_sessions_refresh_token_key",
    `WITH refreshed AS (UPDATE iam.user_sessions SET refresh_token = 'once' RETURNING id)
     ${insertSession.replace("%", "session_token || '2', 'once'")}`,
  ],
  [
    "conversations_legacy_id_key",
    `INSERT INTO communication.conversations (user_id, legacy_id)
     SELECT user_id, 'once' FROM communication.conversations, generate_series(1, 2)`,
  ],
  [
    "configurations_key_key",
    "INSERT INTO system.configurations (key, value) SELECT key, value FROM system.configurations",
  ],
];

const required: readonly (readonly [table: string, columns: string])[] = [
  [
    "iam.users",
    "id email username full_name password_hash is_active is_admin created_at updated_at",
  ],
  ["iam.user_preferences", "id user_id chat_settings profile_settings created_at updated_at"],
  ["iam.user_sessions", "id user_id session_token is_active expires_at created_at"],
  ["iam.authentication_logs", "id action created_at"],
  ["system.audit_logs", "id action created_at"],
  [
    "ai_agents.agents",
    `id user_id name description agent_type model_provider model_name system_prompt temperature max_tokens
     timeout_seconds capabilities agent_config is_active is_public is_system created_at updated_at`.replace(
      /\s+/g,
      " ",
    ),
  ],
  ["communication.conversations", "id user_id title is_active created_at updated_at"],
  ["communication.messages", "id conversation_id sender_type content created_at"],
  [
    "workflow.boards",
    "id user_id name description board_type board_data is_active is_public created_at updated_at",
  ],
  ["workflow.workflows", "id board_id user_id name workflow_data status created_at updated_at"],
  ["tasks.tasks", "id user_id title description status priority created_at updated_at"],
  ["system.configurations", "id key value is_public created_at updated_at"],
  [
    "marketplace.tools",
    "id name description category version config is_active is_verified rating download_count created_at updated_at",
  ],
];

testRules(db, factories, { checks, uniques });
testRequiredColumns(db, factories, required);

describe("the rules of dpro's tables", () => {
  it("allow both ends of the temperature, and sessions without a refresh token", async () => {
    await factories.agents.create({ temperature: 0 });
    await factories.agents.create({ temperature: 2 });
    await factories.userSessions.createMany(2, { user: await factories.users.create() });
  });

  it("count the letters of a username, whatever the script", async () => {
    expect((await factories.users.create({ username: "李小龍" })).username).toBe("李小龍");
    await expect(factories.users.create({ username: "李四" })).rejects.toMatchObject({
      constraint: "users_username_check",
    });
  });

  it("give no row an owner that was not named, and publish nothing by themselves", async () => {
    const owners = await db.query(
      `SELECT attrelid::pg_catalog.regclass::text || '.' || attname AS column
       FROM pg_catalog.pg_attrdef JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum
       WHERE attname = 'user_id'`,
    );
    expect(owners).toEqual([]);
    expect((await factories.configurations.create()).isPublic).toBe(false);
    expect((await factories.boards.create()).isPublic).toBe(false);
    expect((await factories.agents.create()).isPublic).toBe(false);
  });
});

function breach(table: string, column: string, value: string): Breach {
  const constraint = `${table.split(".")[1]}_${column}_check`;
  return [constraint, `UPDATE ${table} SET ${column} = ${value}`];
}
