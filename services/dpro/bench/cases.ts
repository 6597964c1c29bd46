/** A query, and the index that it is for. */
export interface Case {
  readonly table: string;
  /** With its schema. */
  readonly index: string;
  /** Whether the index is there; else how it would be made. */
  readonly kept: boolean;
  readonly create: string;
  readonly query: string;
}

export const cases: readonly Case[] = [
  ...kept("iam.users", {
    users_created_at_idx: "SELECT * FROM iam.users ORDER BY created_at DESC LIMIT 20",
    users_email_lower_key: "SELECT * FROM iam.users WHERE lower(email) = 'user500000@example.org'",
  }),
  leftOut(
    "iam.users",
    "(email, is_active)",
    "SELECT * FROM iam.users WHERE email = 'user500000@example.org' AND is_active",
  ),
  ...kept("iam.user_sessions", {
    user_sessions_expires_at_idx:
      "SELECT id FROM iam.user_sessions WHERE expires_at < timestamptz '2027-01-01'",
    user_sessions_user_id_idx: "SELECT * FROM iam.user_sessions WHERE user_id = 500",
  }),
  leftOut(
    "iam.user_sessions",
    "(session_token)",
    "SELECT * FROM iam.user_sessions WHERE session_token = md5('500000')",
  ),
  ...kept("iam.authentication_logs", {
    authentication_logs_user_id_created_at_idx:
      "SELECT * FROM iam.authentication_logs WHERE user_id = 500 ORDER BY created_at DESC LIMIT 20",
  }),
  ...kept("system.audit_logs", {
    audit_logs_user_id_created_at_idx:
      "SELECT * FROM system.audit_logs WHERE user_id = 500 ORDER BY created_at DESC LIMIT 20",
    audit_logs_action_created_at_idx:
      "SELECT * FROM system.audit_logs WHERE action = 'task_done' ORDER BY created_at DESC LIMIT 20",
    audit_logs_entity_type_entity_id_idx:
      "SELECT * FROM system.audit_logs WHERE entity_type = 'workflow.boards' AND entity_id = 500",
  }),
  leftOut(
    "system.configurations",
    "(key, is_public)",
    "SELECT * FROM system.configurations WHERE key = 'key 500000'",
  ),
  ...kept("ai_agents.agents", {
    agents_user_id_is_active_idx:
      "SELECT * FROM ai_agents.agents WHERE user_id = 500 AND is_active",
    agents_agent_type_performance_score_idx:
      "SELECT * FROM ai_agents.agents WHERE agent_type = 'child' ORDER BY performance_score DESC NULLS LAST LIMIT 10",
    agents_parent_agent_id_idx: "SELECT * FROM ai_agents.agents WHERE parent_agent_id = 500",
  }),
  ...kept("communication.conversations", {
    conversations_user_id_agent_id_idx:
      "SELECT * FROM communication.conversations WHERE user_id = 500",
    conversations_agent_id_idx: "SELECT * FROM communication.conversations WHERE agent_id = 500",
    conversations_is_active_updated_at_idx:
      "SELECT * FROM communication.conversations WHERE is_active ORDER BY updated_at DESC LIMIT 20",
  }),
  ...kept("communication.messages", {
    messages_conversation_id_created_at_idx:
      "SELECT * FROM communication.messages WHERE conversation_id = 500 ORDER BY created_at DESC LIMIT 50",
    messages_sender_type_created_at_idx:
      "SELECT * FROM communication.messages WHERE sender_type = 'system' ORDER BY created_at DESC LIMIT 50",
    messages_agent_id_created_at_idx: "SELECT ai_agents.last_message_at(500)",
    messages_user_id_idx: "SELECT id FROM communication.messages WHERE user_id = 500",
  }),
  ...kept("workflow.boards", {
    boards_user_id_board_type_updated_at_idx:
      "SELECT * FROM workflow.boards WHERE user_id = 500 AND board_type = 'kanban' ORDER BY updated_at DESC LIMIT 20",
    boards_public_created_at_idx:
      "SELECT * FROM workflow.boards WHERE is_public ORDER BY created_at DESC LIMIT 20",
  }),
  ...kept("workflow.workflows", {
    workflows_board_id_user_id_idx: "SELECT * FROM workflow.workflows WHERE board_id = 500",
    workflows_status_updated_at_idx:
      "SELECT * FROM workflow.workflows WHERE status = 'active' ORDER BY updated_at DESC LIMIT 20",
    workflows_user_id_idx: "SELECT * FROM workflow.workflows WHERE user_id = 500",
  }),
  ...kept("tasks.tasks", {
    tasks_user_id_status_priority_idx:
      "SELECT * FROM tasks.tasks WHERE user_id = 500 AND status = 'pending' ORDER BY priority DESC",
    tasks_assigned_to_status_idx:
      "SELECT * FROM tasks.tasks WHERE assigned_to = 500 AND status = 'pending'",
    tasks_not_completed_due_date_idx:
      "SELECT * FROM tasks.tasks WHERE status <> 'completed' AND due_date BETWEEN date '2026-12-01' AND date '2026-12-03'",
  }),
  ...kept("marketplace.tools", {
    tools_category_rating_download_count_idx:
      "SELECT * FROM marketplace.tools WHERE category = 'category 7' ORDER BY rating DESC, download_count DESC LIMIT 20",
    tools_is_active_is_verified_idx:
      "SELECT * FROM marketplace.tools WHERE is_active AND is_verified",
    tools_search_idx:
      "SELECT * FROM marketplace.tools WHERE to_tsvector('english', name || ' ' || description) @@ websearch_to_tsquery('english', 'invoice')",
  }),
  leftOut(
    "marketplace.tools",
    "(name, category)",
    "SELECT * FROM marketplace.tools WHERE name LIKE '%invoice%'",
  ),
];

function kept(table: string, queries: Readonly<Record<string, string>>): Case[] {
  const [schema] = table.split(".");
  return Object.entries(queries).map(([name, query]) => {
    return { table, index: `${schema}.${name}`, kept: true, create: "", query };
  });
}

function leftOut(table: string, columns: string, query: string): Case {
  const create = `CREATE INDEX ON ${table} ${columns}`;
  return { table, index: `${table} ${columns}`, kept: false, create, query };
}
