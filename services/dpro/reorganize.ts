import { defineMapping, toBoolean, toInteger } from "@deepiri/reorganize-mapping";
import { isAuthentication, placedBy } from "./reorganize/activity.js";
import {
  day,
  decimal,
  document,
  type Field,
  flag,
  id,
  joined,
  keyOf,
  link,
  moment,
  owner,
  stamps,
  text,
  whole,
  word,
  words,
} from "./reorganize/fields.js";
import { fromFile } from "./reorganize/from-file.js";

/** The schema into which `reorganize import` has loaded the file. */
const tables = {
  users: fromFile({
    from: "users",
    to: "iam.users",
    fields: [
      id,
      words("email"),
      words("username"),
      words("full_name", ""),
      words("password_hash"),
      flag("is_active", true),
      administrator(),
      ...stamps("created_at", "updated_at"),
      moment("last_login"),
    ],
  }),
  user_settings: fromFile({
    from: "user_settings",
    to: "iam.user_preferences",
    fields: [
      id,
      owner("user_id"),
      document("chat_settings", "object"),
      document("profile_settings", "object"),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  authentication: fromFile({
    from: "activity_logs",
    to: "iam.authentication_logs",
    fields: logFields(),
    where: isAuthentication,
    rule: placedBy,
  }),
  audit: fromFile({
    from: "activity_logs",
    to: "system.audit_logs",
    fields: logFields(),
    where: `NOT ${isAuthentication}`,
    rule: placedBy,
  }),
  agents: fromFile({
    from: "agents",
    to: "ai_agents.agents",
    fields: [
      id,
      owner("user_id"),
      words("name"),
      words("description", ""),
      words("avatar_url"),
      words("model_provider", "openai"),
      words("model_name", "gpt-3.5-turbo"),
      words("system_prompt", ""),
      decimal("temperature", 0.7),
      whole("max_tokens", 2048),
      whole("timeout_seconds", 300),
      word("agent_type", "main"),
      link("parent_agent_id", "agents", "parent"),
      document("capabilities", "array"),
      document("agent_config", "object"),
      flag("is_active", true),
      flag("is_public", false),
      flag("is_system", false),
      decimal("performance_score", null),
      ...stamps("created_at", "updated_at"),
    ],
    behind: ["api_key"],
  }),
  conversations: fromFile({
    from: "conversations",
    to: "communication.conversations",
    fields: [
      { ...id, repairs: [] },
      {
        column: "legacy_id",
        from: ["id"],
        value: `CASE WHEN ${text("_rowid")} IS NOT NULL THEN ${text("id")} END`,
      },
      owner("user_id"),
      link("agent_id", "agents", "agent"),
      words("title", "New Conversation"),
      flag("is_active", true),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  messages: fromFile({
    from: "messages",
    to: "communication.messages",
    fields: messageFields(),
  }),
  boards: fromFile({
    from: "boards",
    to: "workflow.boards",
    fields: [
      id,
      owner("user_id"),
      words("name"),
      words("description", ""),
      words("board_type", "general"),
      document("board_data", "object"),
      flag("is_active", true),
      flag("is_public", false),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  workflows: fromFile({
    from: "workflows",
    to: "workflow.workflows",
    fields: [
      id,
      owner("board_id"),
      owner("user_id"),
      words("name"),
      document("workflow_data", "object"),
      word("status", "active", { synonyms: { done: "completed", complete: "completed" } }),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  tasks: fromFile({
    from: "tasks",
    to: "tasks.tasks",
    fields: [
      id,
      owner("user_id"),
      link("assigned_to", "users", "assignee"),
      words("title"),
      words("description", ""),
      word("status", "pending", {
        synonyms: {
          done: "completed",
          complete: "completed",
          "in-progress": "in_progress",
          canceled: "cancelled",
        },
      }),
      word("priority", "medium"),
      day("due_date"),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  tools: fromFile({
    from: "marketplace_tools",
    to: "marketplace.tools",
    fields: [
      id,
      words("name"),
      words("description", ""),
      words("category", "general"),
      words("version", "1.0.0"),
      document("config", "object"),
      flag("is_active", true),
      flag("is_verified", false),
      decimal("rating", 0),
      whole("download_count", 0),
      ...stamps("created_at", "updated_at"),
    ],
  }),
  configurations: fromFile({
    from: "system_info",
    to: "system.configurations",
    fields: [
      id,
      words("key"),
      words("value"),
      flag("is_public", false),
      ...stamps("created_at", "updated_at"),
    ],
  }),
};

// One shape has a flag, another a role.
function administrator(): Field {
  const isAdmin = flag("is_admin", false);
  const role = `pg_catalog.lower(pg_catalog.btrim(${text("role")}))`;
  const value = `COALESCE(${toBoolean(text("is_admin"))}, ${role} = 'admin', false)`;
  return {
    ...isAdmin,
    from: ["is_admin", "role"],
    value,
    repairs: [
      ...(isAdmin.repairs ?? []),
      {
        when: `${role} <> CASE WHEN ${value} THEN 'admin' ELSE 'user' END`,
        what: "role said something else than is_admin",
        was: "role",
      },
    ],
  };
}

function logFields(): Field[] {
  return [
    id,
    link("user_id", "users", "actor"),
    words("action", ""),
    words("details"),
    words("ip_address"),
    words("user_agent"),
    ...stamps("created_at"),
  ];
}

// In one shape a message names its agent, in another only its conversation does.
function messageFields(): Field[] {
  const sender = word("sender_type", "user", { from: ["sender_type", "message_type"] });
  const ofConversation = `CASE WHEN ${sender.value} = 'agent' THEN ${keyOf("pg_catalog.to_jsonb(said_by.*)")} END`;
  const agent = link("agent_id", "agents", "agent");
  return [
    id,
    {
      column: "conversation_id",
      from: ["conversation_id"],
      // One that leads nowhere keeps its number, so that it waits for it.
      value: `COALESCE(${keyOf("pg_catalog.to_jsonb(c.*)")}, ${toInteger(text("conversation_id"))})`,
      join: `${joined("conversations", "c", text("conversation_id"))}
${joined("agents", "said_by", "pg_catalog.to_jsonb(c.*) ->> 'agent_id'")}`,
    },
    link("user_id", "users", "writer"),
    {
      ...agent,
      value: `COALESCE(${agent.value}, ${ofConversation})`,
    },
    words("content", undefined, ["content", "message"]),
    sender,
    ...stamps("created_at"),
  ];
}

/** What becomes of the SQLite file that the application wrote, in any of its three known shapes. */
export default defineMapping({
  projections: tables,
  acyclic: [{ table: "ai_agents.agents", parent: "parent_agent_id" }],
  leftOut: {
    "legacy.user_sessions": "sessions are live credentials: everybody logs in again",
    "legacy.sqlite_sequence": "SQLite's own marks: the new numbers go on behind them",
    "legacy.agents.api_key": "a clear-text secret: it is asked for again",
  },
  known: {
    "_import.sqlite_files": "what was imported, with checksums",
    "_import.sqlite_originals": "bytes that no text can hold, beside their rows",
  },
});
