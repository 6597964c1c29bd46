-- What only old Cyrex had, in public: workflows by phase, events as the routing queue, and eight tables without a successor.

INSERT INTO public.workflows (workflow_id, name, workflow_type, phase, total_steps, completed_steps, metadata, created_at, updated_at)
SELECT
  pg_temp.id('workflow', n), 'Workflow ' || n, 'analysis', pg_temp.pick(ARRAY['initializing', 'planning', 'executing', 'completed', 'failed'], n), 5, n % 6,
  '{}', pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(1, :rows) AS n;

INSERT INTO public.agent_configs (agent_id, agent_type, name, role, model_config, created_at, updated_at)
SELECT
  pg_temp.id('agent', n), 'chat', 'Agent ' || n, 'assistant', jsonb_build_object('api_key', 'SECRET-MARKER-config-' || n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.agent_instances (instance_id, agent_id, session_id, status, started_at, last_activity)
SELECT pg_temp.id('instance', n), pg_temp.id('agent', n), pg_temp.id('cyrex session', n), 'idle', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.agent_tasks (task_id, agent_id, instance_id, task_type, priority, status, created_at)
SELECT pg_temp.id('agent task', n), pg_temp.id('agent', n), pg_temp.id('instance', n), 'summarize', 'normal', 'completed', pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.agent_interactions (interaction_id, session_id, agent_id, role, content, created_at)
SELECT pg_temp.id('interaction', n), pg_temp.id('cyrex session', n), pg_temp.id('agent', n), 'user', 'Says ' || n, pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.tool_executions (execution_id, agent_id, task_id, tool_name, status, execution_time_ms, created_at)
SELECT pg_temp.id('tool execution', n), pg_temp.id('agent', n), pg_temp.id('agent task', n), 'search', 'completed', n * 1.5, pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.prompt_templates (template_id, name, category, system_template, user_template, created_at, updated_at)
SELECT 'template_' || n, 'Template ' || n, 'general', 'You are agent ' || n, 'Answer {question}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;

INSERT INTO public.agent_events (event_id, event_type, agent_id, workflow_id, source, payload, created_at)
SELECT pg_temp.id('agent event', n), 'started', pg_temp.id('agent', n), pg_temp.id('workflow', n), 'cyrex', '{}', pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.agent_metrics (metric_id, agent_id, metric_name, metric_value, unit, recorded_at)
SELECT pg_temp.id('agent metric', n), pg_temp.id('agent', n), 'latency', n * 1.5, 'ms', pg_temp.at(n)
FROM generate_series(1, :users) AS n;
