-- The eleven tables of Cyrex that have the same name and columns in public, long ago, and in cyrex today. The same number
-- makes the same row in both, so that twins overlap as far as their ranges do.

INSERT INTO :schema.agents (agent_id, role, name, description, capabilities, model_config, guardrails, metadata, created_at, updated_at)
SELECT
  pg_temp.id('agent', n), pg_temp.pick(ARRAY['assistant', 'planner', 'critic'], n), 'Agent ' || n, 'About ' || n, '["search"]',
  jsonb_build_object('model', 'large', 'api_key', 'SECRET-MARKER-model-' || n), '[]', '{}', pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.agent_states (agent_id, status, current_task, metadata, last_activity, updated_at)
SELECT
  pg_temp.id('agent', n), pg_temp.pick(ARRAY['idle', 'initializing', 'processing', 'waiting', 'completed', 'error', 'paused'], n), 'task ' || n, '{}',
  pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.memories (memory_id, session_id, user_id, memory_type, content, metadata, importance, access_count, last_accessed, created_at)
SELECT
  pg_temp.id('memory', n), pg_temp.id('cyrex session', n), CASE WHEN n % 4 > 0 THEN pg_temp.id('user', 1 + n % :users)::text WHEN n % 8 = 0 THEN 'guest' END,
  pg_temp.pick(ARRAY['short_term', 'long_term', 'episodic', 'semantic', 'working'], n), 'Remembers ' || n, '{}', 0.5, n % 9, pg_temp.at(n + 3), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.langgraph_states (state_id, workflow_id, current_node, next_nodes, data, history, status, created_at, updated_at)
SELECT pg_temp.id('graph state', n), pg_temp.id('workflow', n), 'start', '["plan"]', '{}', '[]', 'running', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n WHERE n % 5 = 0;

INSERT INTO :schema.synapse_messages (message_id, channel, sender, recipient, priority, payload, headers, timestamp, processed)
SELECT
  pg_temp.id('synapse message', n), 'channel-' || n % 4, pg_temp.id('agent', n), pg_temp.id('agent', n + 1), pg_temp.pick(ARRAY['low', 'normal', 'high', 'critical'], n),
  jsonb_build_object('text', 'Hello ' || n), jsonb_build_object('authorization', 'Bearer SECRET-MARKER-header-' || n), pg_temp.at(n), n % 2 = 0
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.guardrail_rules (rule_id, name, pattern, action, severity, description, enabled, created_at, updated_at)
SELECT
  'rule_' || n, 'Rule ' || n, '(?i)password\s*=', pg_temp.pick(ARRAY['block', 'warn', 'modify', 'log'], n), pg_temp.pick(ARRAY['low', 'medium', 'high', 'critical'], n),
  'Default rule', true, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n WHERE n % 10 = 0;

INSERT INTO :schema.guardrail_violations (violation_id, rule_id, content, action_taken, severity, metadata, timestamp)
SELECT 'rule_' || n || '_' || 1740000000 + n, 'rule_' || n, 'password = SECRET-MARKER-content-' || n, 'block', 'high', '{}', pg_temp.at(n)
FROM generate_series(:first, :last) AS n WHERE n % 10 = 0;

INSERT INTO :schema.cyrex_sessions (session_id, user_id, agent_id, status, context, metadata, created_at, updated_at, last_activity)
SELECT
  pg_temp.id('cyrex session', n), pg_temp.id('user', 1 + n % :users), pg_temp.id('agent', n), 'active', '{"turn": 1}', '{}', pg_temp.at(n), pg_temp.at(n + 1), pg_temp.at(n + 1)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.cyrex_vendors (
  vendor_id, vendor_name, industries_served, total_invoices_analyzed, total_invoice_amount, risk_level, first_seen, last_activity, metadata, created_at, updated_at
)
SELECT
  'vendor_' || left(md5('vendor' || n), 12), 'Vendor ' || n, '["real estate"]', n % 7, n * 10.5, pg_temp.pick(ARRAY['low', 'medium', 'high', 'critical'], n),
  pg_temp.at(n), pg_temp.at(n + 5), '{}', pg_temp.at(n), pg_temp.at(n + 5)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.cyrex_invoices (
  invoice_id, vendor_id, vendor_name, industry, invoice_number, invoice_date, total_amount, risk_level, analyzed_at, metadata, created_at
)
SELECT
  'invoice_' || left(md5('invoice' || n), 12), 'vendor_' || left(md5('vendor' || n), 12), 'Vendor ' || n, 'real estate', 'I-' || n, pg_temp.at(n), n * 10.5, 'low',
  pg_temp.at(n), '{}', pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.cyrex_pricing_benchmarks (benchmark_id, service_type, industry, location, min_price, avg_price, max_price, unit, last_updated, metadata, created_at)
SELECT 'benchmark_' || left(md5('benchmark' || n), 12), 'cleaning', 'real estate', 'Town ' || n, n, n * 2, n * 3, 'hour', pg_temp.at(n), '{}', pg_temp.at(n)
FROM generate_series(:first, :last) AS n;
