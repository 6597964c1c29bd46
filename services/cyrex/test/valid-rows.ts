import type { TestDatabase } from "@deepiri/test-database";

const statements = [
  "INSERT INTO cyrex.agents (agent_id, role, name) VALUES ('agent-1', 'analyst', 'Ada')",
  "INSERT INTO cyrex.agent_states (agent_id, status) VALUES ('agent-1', 'idle')",
  `INSERT INTO cyrex.agent_playground_messages (message_id, instance_id, role, content)
   VALUES ('message-1', 'instance-1', 'user', 'Hello')`,
  `INSERT INTO cyrex.memories (memory_id, memory_type, content)
   VALUES ('memory-1', 'semantic', 'The office is in Ghent')`,
  "INSERT INTO cyrex.cyrex_sessions (session_id, status) VALUES ('session-1', 'active')",
  "INSERT INTO cyrex.workflows (workflow_id, name) VALUES ('workflow-1', 'Review')",
  `INSERT INTO cyrex.task_executions (execution_id, workflow_id, task_name)
   VALUES ('execution-1', 'workflow-1', 'Read')`,
  `INSERT INTO cyrex.langgraph_states (state_id, workflow_id, status)
   VALUES ('state-1', 'workflow-1', 'running')`,
  "INSERT INTO cyrex.events (event_id, event_type) VALUES ('event-1', 'agent.started')",
  `INSERT INTO cyrex.event_processing (event_id, event_type, source, payload)
   VALUES ('event-1', 'agent.started', 'runtime', '{}')`,
  `INSERT INTO cyrex.synapse_messages (message_id, channel, sender, priority, payload)
   VALUES ('message-1', 'reviews', 'agent-1', 'normal', '{}')`,
  `INSERT INTO cyrex.guardrail_rules (rule_id, name, pattern, action, severity)
   VALUES ('rule-1', 'No card numbers', '[0-9]{16}', 'block', 'critical')`,
  "INSERT INTO cyrex.guardrail_violations (violation_id, rule_id) VALUES ('violation-1', 'rule-1')",
  "INSERT INTO cyrex.cyrex_vendors (vendor_id, vendor_name) VALUES ('vendor-1', 'Acme')",
  `INSERT INTO cyrex.cyrex_invoices (invoice_id, vendor_id, vendor_name, industry, total_amount)
   VALUES ('invoice-1', 'vendor-1', 'Acme', 'retail', 100)`,
  `INSERT INTO cyrex.cyrex_pricing_benchmarks (benchmark_id, service_type, industry, avg_price)
   VALUES ('benchmark-1', 'cleaning', 'retail', 50)`,
];

/** One lawful row in every table of the schema. */
export async function insertValidRows(database: TestDatabase): Promise<void> {
  for (const statement of statements) await database.query(statement);
}
