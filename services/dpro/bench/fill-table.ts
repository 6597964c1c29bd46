import type { connectOnce } from "@deepiri/database";

type Client = Awaited<ReturnType<typeof connectOnce>>;

/**
 * Columns of a row by its number n, where they matter to a query; `chance(m)` is one of 0 to m - 1. Rows
 * that they would name need not exist: keys are not looked at while the table is filled.
 */
const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "iam.users": {
    email: "'user' || n || '@example.org'",
    username: "'user' || n",
    full_name: "'User of the benchmark'",
    password_hash: "md5(n::text)",
    is_active: "n % 10 <> 0",
    created_at: "past(1000)",
  },
  "iam.user_sessions": {
    user_id: "chance(100000)",
    session_token: "md5(n::text)",
    // One in a thousand is over.
    expires_at: "timestamptz '2027-01-01' + (chance(1000) - 1) * interval '1 hour'",
  },
  "iam.authentication_logs": {
    user_id: "chance(100000)",
    action: "'login'",
    created_at: "past(1000)",
  },
  "system.audit_logs": {
    user_id: "chance(100000)",
    action: "(ARRAY['board_made', 'task_done', 'agent_made'])[chance(3) + 1]",
    entity_type: "'workflow.boards'",
    entity_id: "chance(100000)",
    created_at: "past(1000)",
  },
  "system.configurations": { key: "'key ' || n", value: "'1'" },
  "ai_agents.agents": {
    user_id: "chance(100000)",
    parent_agent_id: "CASE WHEN n % 4 = 0 THEN chance(100000) END",
    name: "'Agent ' || n",
    agent_type: "CASE WHEN n % 4 = 0 THEN 'child' ELSE 'main' END",
    is_active: "n % 10 <> 0",
    performance_score: "CASE WHEN n % 20 = 0 THEN chance(1000) / 1000.0 END",
  },
  "communication.conversations": {
    user_id: "chance(10000)",
    agent_id: "chance(20000)",
    is_active: "n % 2 = 0",
    updated_at: "past(1000)",
  },
  "communication.messages": {
    conversation_id: "chance(10000)",
    user_id: "chance(10000)",
    agent_id: "CASE WHEN n % 2 = 0 THEN chance(1000) END",
    sender_type: "CASE WHEN n % 2 = 0 THEN 'agent' WHEN n % 50 = 1 THEN 'system' ELSE 'user' END",
    content: "repeat(md5(n::text), 5)",
    created_at: "past(1000)",
  },
  "workflow.boards": {
    user_id: "chance(10000)",
    name: "'Board ' || n",
    board_type: "(ARRAY['general', 'kanban', 'canvas'])[chance(3) + 1]",
    is_public: "n % 50 = 0",
    created_at: "past(1000)",
    updated_at: "past(1000)",
  },
  "workflow.workflows": {
    board_id: "chance(100000)",
    user_id: "chance(10000)",
    name: "'Workflow ' || n",
    status: "CASE n % 20 WHEN 0 THEN 'paused' WHEN 1 THEN 'active' ELSE 'completed' END",
    updated_at: "past(1000)",
  },
  "tasks.tasks": {
    user_id: "chance(1000)",
    assigned_to: "CASE WHEN n % 5 = 0 THEN chance(1000) END",
    title: "'Task ' || n",
    status: "CASE n % 20 WHEN 0 THEN 'pending' WHEN 1 THEN 'in_progress' ELSE 'completed' END",
    priority: "(enum_range(NULL::tasks.task_priority))[chance(4) + 1]",
    due_date: "past(1000)::date",
  },
  "marketplace.tools": {
    name: "'Tool ' || n || CASE WHEN n % 5000 = 0 THEN ' for invoices' ELSE '' END",
    description: "'Reads and writes in ' || chance(1000) || ' ways'",
    category: "'category ' || chance(50)",
    is_active: "n % 10 <> 0",
    is_verified: "n % 100 = 0",
    rating: "chance(50) / 10.0",
    download_count: "chance(100000)",
  },
};

/** Fills an empty table with so many rows, the same each time, and lets the server look at them. */
export async function fillTable(client: Client, table: string, rows: number): Promise<void> {
  const filled = Object.entries(columns[table] ?? {});
  await client.query("SELECT setseed(0.5)");
  await client.query("SET session_replication_role = replica");
  await client.query(
    `INSERT INTO ${table} (${filled.map(([name]) => name).join(", ")})
     SELECT ${filled.map(([, value]) => inSql(value)).join(", ")} FROM generate_series(1, ${rows}) AS n`,
  );
  await client.query("RESET session_replication_role");
  await client.query(`VACUUM ANALYZE ${table}`);
}

function inSql(value: string): string {
  return value
    .replaceAll(/past\((\d+)\)/g, "(timestamptz '2027-01-01' - random() * $1 * interval '1 day')")
    .replaceAll(/chance\((\d+)\)/g, "floor(random() * $1)::int");
}
