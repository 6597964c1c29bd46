-- Cyrex before January 2026: all of its tables in public, workflows by phase, events as the routing queue.

CREATE TABLE IF NOT EXISTS public.agent_configs (
  agent_id varchar(255) PRIMARY KEY,
  agent_type varchar(100) NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  role varchar(100),
  capabilities jsonb DEFAULT '[]',
  tools jsonb DEFAULT '[]',
  model_config jsonb DEFAULT '{}',
  system_prompt text,
  temperature double precision DEFAULT 0.7,
  max_tokens integer DEFAULT 2000,
  guardrails jsonb DEFAULT '[]',
  metadata jsonb DEFAULT '{}',
  is_active boolean DEFAULT true,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_agent_configs_name ON public.agent_configs (name);
CREATE INDEX IF NOT EXISTS idx_agent_configs_created_at ON public.agent_configs (created_at);

CREATE TABLE IF NOT EXISTS public.agent_instances (
  instance_id varchar(255) PRIMARY KEY,
  agent_id varchar(255) REFERENCES public.agent_configs (agent_id),
  session_id varchar(255),
  status varchar(50) DEFAULT 'idle',
  current_task_id varchar(255),
  state_data jsonb DEFAULT '{}',
  metrics jsonb DEFAULT '{}',
  started_at timestamp DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamp DEFAULT CURRENT_TIMESTAMP,
  stopped_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_agent_instances_agent_id ON public.agent_instances (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_instances_session_id ON public.agent_instances (session_id);
CREATE INDEX IF NOT EXISTS idx_agent_instances_status ON public.agent_instances (status);

CREATE TABLE IF NOT EXISTS public.agent_tasks (
  task_id varchar(255) PRIMARY KEY,
  agent_id varchar(255),
  instance_id varchar(255),
  task_type varchar(100) NOT NULL,
  priority varchar(20) DEFAULT 'normal',
  status varchar(50) DEFAULT 'pending',
  input_data jsonb DEFAULT '{}',
  output_data jsonb,
  error text,
  retry_count integer DEFAULT 0,
  max_retries integer DEFAULT 3,
  timeout_seconds integer DEFAULT 300,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  started_at timestamp,
  completed_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_agent_tasks_agent_id ON public.agent_tasks (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_tasks_status ON public.agent_tasks (status);
CREATE INDEX IF NOT EXISTS idx_agent_tasks_created_at ON public.agent_tasks (created_at);

CREATE TABLE IF NOT EXISTS public.agent_interactions (
  interaction_id varchar(255) PRIMARY KEY,
  session_id varchar(255),
  agent_id varchar(255),
  role varchar(20) NOT NULL,
  content text NOT NULL,
  tool_calls jsonb,
  token_count integer,
  confidence double precision,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_agent_interactions_agent_id ON public.agent_interactions (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_interactions_session_id ON public.agent_interactions (session_id);
CREATE INDEX IF NOT EXISTS idx_agent_interactions_created_at ON public.agent_interactions (created_at);

CREATE TABLE IF NOT EXISTS public.tool_executions (
  execution_id varchar(255) PRIMARY KEY,
  agent_id varchar(255),
  task_id varchar(255),
  tool_name varchar(255) NOT NULL,
  tool_category varchar(100),
  input_params jsonb DEFAULT '{}',
  output_result jsonb,
  status varchar(50) DEFAULT 'pending',
  error text,
  execution_time_ms double precision,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  completed_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_tool_executions_agent_id ON public.tool_executions (agent_id);
CREATE INDEX IF NOT EXISTS idx_tool_executions_status ON public.tool_executions (status);
CREATE INDEX IF NOT EXISTS idx_tool_executions_created_at ON public.tool_executions (created_at);

CREATE TABLE IF NOT EXISTS public.prompt_templates (
  template_id varchar(255) PRIMARY KEY,
  name varchar(255) NOT NULL,
  description text,
  category varchar(100),
  version varchar(20) DEFAULT '1.0.0',
  system_template text NOT NULL,
  user_template text NOT NULL,
  variables jsonb DEFAULT '[]',
  tools jsonb DEFAULT '[]',
  examples jsonb DEFAULT '[]',
  temperature double precision DEFAULT 0.7,
  max_tokens integer DEFAULT 2000,
  top_p double precision DEFAULT 0.9,
  tags jsonb DEFAULT '[]',
  author varchar(255),
  is_active boolean DEFAULT true,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_prompt_templates_category ON public.prompt_templates (category);
CREATE INDEX IF NOT EXISTS idx_prompt_templates_name ON public.prompt_templates (name);
CREATE INDEX IF NOT EXISTS idx_prompt_templates_created_at ON public.prompt_templates (created_at);

CREATE TABLE IF NOT EXISTS public.agent_events (
  event_id varchar(255) PRIMARY KEY,
  event_type varchar(100) NOT NULL,
  agent_id varchar(255),
  workflow_id varchar(255),
  session_id varchar(255),
  source varchar(100),
  payload jsonb DEFAULT '{}',
  severity varchar(20) DEFAULT 'info',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_agent_events_agent_id ON public.agent_events (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_events_session_id ON public.agent_events (session_id);
CREATE INDEX IF NOT EXISTS idx_agent_events_type ON public.agent_events (event_type);
CREATE INDEX IF NOT EXISTS idx_agent_events_created_at ON public.agent_events (created_at);

CREATE TABLE IF NOT EXISTS public.agent_metrics (
  metric_id varchar(255) PRIMARY KEY,
  agent_id varchar(255),
  metric_name varchar(100) NOT NULL,
  metric_value double precision NOT NULL,
  unit varchar(50),
  tags jsonb DEFAULT '{}',
  recorded_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_agent_metrics_agent_id ON public.agent_metrics (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_metrics_recorded_at ON public.agent_metrics (recorded_at);

CREATE TABLE IF NOT EXISTS public.workflows (
  workflow_id varchar(255) PRIMARY KEY,
  name varchar(255) NOT NULL,
  description text,
  workflow_type varchar(100),
  phase varchar(50) DEFAULT 'initializing',
  current_step varchar(255),
  total_steps integer DEFAULT 0,
  completed_steps integer DEFAULT 0,
  state_data jsonb DEFAULT '{}',
  step_results jsonb DEFAULT '{}',
  assigned_agents jsonb DEFAULT '[]',
  checkpoints jsonb DEFAULT '[]',
  error text,
  error_count integer DEFAULT 0,
  metadata jsonb DEFAULT '{}',
  tags jsonb DEFAULT '[]',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  started_at timestamp,
  completed_at timestamp,
  deadline timestamp
);
CREATE INDEX IF NOT EXISTS idx_workflows_created_at ON public.workflows (created_at);
CREATE INDEX IF NOT EXISTS idx_workflows_phase ON public.workflows (phase);
CREATE INDEX IF NOT EXISTS idx_workflows_workflow_type ON public.workflows (workflow_type);

CREATE TABLE IF NOT EXISTS public.events (
  event_id varchar(255) PRIMARY KEY,
  event_type varchar(255) NOT NULL,
  source varchar(255) NOT NULL,
  target varchar(255),
  payload jsonb NOT NULL,
  metadata jsonb,
  timestamp timestamp NOT NULL,
  processed boolean DEFAULT false
);
CREATE INDEX IF NOT EXISTS idx_events_processed ON public.events (processed);
CREATE INDEX IF NOT EXISTS idx_events_source ON public.events (source);
CREATE INDEX IF NOT EXISTS idx_events_target ON public.events (target);
CREATE INDEX IF NOT EXISTS idx_events_timestamp ON public.events (timestamp);
CREATE INDEX IF NOT EXISTS idx_events_type ON public.events (event_type);

CREATE TABLE IF NOT EXISTS public.agents (
  agent_id varchar(255) PRIMARY KEY,
  role varchar(100) NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  capabilities jsonb,
  tools jsonb,
  model_config jsonb,
  temperature double precision DEFAULT 0.7,
  max_tokens integer DEFAULT 2000,
  system_prompt text,
  guardrails jsonb,
  metadata jsonb,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_agents_name ON public.agents (name);
CREATE INDEX IF NOT EXISTS idx_agents_role ON public.agents (role);

CREATE TABLE IF NOT EXISTS public.agent_states (
  agent_id varchar(255) PRIMARY KEY,
  status varchar(50) NOT NULL,
  current_task varchar(255),
  metadata jsonb,
  last_activity timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS public.guardrail_rules (
  rule_id varchar(255) PRIMARY KEY,
  name varchar(255) NOT NULL,
  pattern text NOT NULL,
  action varchar(50) NOT NULL,
  severity varchar(50) NOT NULL,
  description text,
  enabled boolean DEFAULT true,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_guardrail_rules_enabled ON public.guardrail_rules (enabled);

CREATE TABLE IF NOT EXISTS public.guardrail_violations (
  violation_id varchar(255) PRIMARY KEY,
  rule_id varchar(255) NOT NULL,
  content text,
  action_taken varchar(50),
  severity varchar(50),
  metadata jsonb,
  timestamp timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_guardrail_violations_rule_id ON public.guardrail_violations (rule_id);
CREATE INDEX IF NOT EXISTS idx_guardrail_violations_timestamp ON public.guardrail_violations (timestamp);

CREATE TABLE IF NOT EXISTS public.memories (
  memory_id varchar(255) PRIMARY KEY,
  session_id varchar(255),
  user_id varchar(255),
  memory_type varchar(50) NOT NULL,
  content text NOT NULL,
  metadata jsonb,
  importance double precision DEFAULT 0.5,
  access_count integer DEFAULT 0,
  last_accessed timestamp NOT NULL,
  created_at timestamp NOT NULL,
  expires_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_memories_expires_at ON public.memories (expires_at);
CREATE INDEX IF NOT EXISTS idx_memories_session_id ON public.memories (session_id);
CREATE INDEX IF NOT EXISTS idx_memories_memory_type ON public.memories (memory_type);
CREATE INDEX IF NOT EXISTS idx_memories_user_id ON public.memories (user_id);

CREATE TABLE IF NOT EXISTS public.langgraph_states (
  state_id varchar(255) PRIMARY KEY,
  workflow_id varchar(255) NOT NULL,
  current_node varchar(255),
  next_nodes jsonb,
  data jsonb,
  history jsonb,
  status varchar(50) NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_langgraph_states_status ON public.langgraph_states (status);
CREATE INDEX IF NOT EXISTS idx_langgraph_states_workflow_id ON public.langgraph_states (workflow_id);

CREATE TABLE IF NOT EXISTS public.synapse_messages (
  message_id varchar(255) PRIMARY KEY,
  channel varchar(255) NOT NULL,
  sender varchar(255) NOT NULL,
  recipient varchar(255),
  priority varchar(50) NOT NULL,
  payload jsonb NOT NULL,
  headers jsonb,
  timestamp timestamp NOT NULL,
  expires_at timestamp,
  retry_count integer DEFAULT 0,
  max_retries integer DEFAULT 3,
  processed boolean DEFAULT false
);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_channel ON public.synapse_messages (channel);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_expires_at ON public.synapse_messages (expires_at);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_processed ON public.synapse_messages (processed);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_recipient ON public.synapse_messages (recipient);

CREATE TABLE IF NOT EXISTS public.cyrex_sessions (
  session_id varchar(255) PRIMARY KEY,
  user_id varchar(255),
  agent_id varchar(255),
  status varchar(50) NOT NULL,
  context jsonb,
  metadata jsonb,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  expires_at timestamp,
  last_activity timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_agent_id ON public.cyrex_sessions (agent_id);
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_expires_at ON public.cyrex_sessions (expires_at);
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_user_id ON public.cyrex_sessions (user_id);

CREATE TABLE IF NOT EXISTS public.cyrex_vendors (
  vendor_id varchar(255) PRIMARY KEY,
  vendor_name varchar(500) NOT NULL,
  industries_served jsonb DEFAULT '[]',
  total_invoices_analyzed integer DEFAULT 0,
  total_invoice_amount numeric(15,2) DEFAULT 0,
  fraud_flags_count integer DEFAULT 0,
  fraud_flags_by_industry jsonb DEFAULT '{}',
  fraud_types_detected jsonb DEFAULT '[]',
  average_invoice_amount numeric(15,2) DEFAULT 0,
  average_price_deviation numeric(10,2) DEFAULT 0,
  pricing_deviation_history jsonb DEFAULT '[]',
  current_risk_score numeric(5,2) DEFAULT 0,
  risk_level varchar(20) DEFAULT 'low',
  risk_history jsonb DEFAULT '[]',
  cross_industry_flags integer DEFAULT 0,
  flagged_by_industries jsonb DEFAULT '[]',
  first_seen timestamp DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamp DEFAULT CURRENT_TIMESTAMP,
  status varchar(20) DEFAULT 'active',
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_industries_served ON public.cyrex_vendors USING gin (industries_served);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_vendor_name ON public.cyrex_vendors (vendor_name);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_risk_level_current_risk_score ON public.cyrex_vendors (risk_level, current_risk_score);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_status ON public.cyrex_vendors (status);

CREATE TABLE IF NOT EXISTS public.cyrex_invoices (
  invoice_id varchar(255) PRIMARY KEY,
  vendor_id varchar(255) NOT NULL,
  vendor_name varchar(500) NOT NULL,
  industry varchar(100) NOT NULL,
  invoice_number varchar(255),
  invoice_date timestamp,
  total_amount numeric(15,2) NOT NULL,
  service_category varchar(255),
  fraud_detected boolean DEFAULT false,
  risk_score numeric(5,2) DEFAULT 0,
  risk_level varchar(20) DEFAULT 'low',
  fraud_indicators jsonb DEFAULT '[]',
  analyzed_at timestamp DEFAULT CURRENT_TIMESTAMP,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_invoice_date ON public.cyrex_invoices (invoice_date);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_fraud_detected ON public.cyrex_invoices (fraud_detected);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_industry ON public.cyrex_invoices (industry);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_vendor_id ON public.cyrex_invoices (vendor_id);

CREATE TABLE IF NOT EXISTS public.cyrex_pricing_benchmarks (
  benchmark_id varchar(255) PRIMARY KEY,
  service_type varchar(255) NOT NULL,
  industry varchar(100) NOT NULL,
  location varchar(255),
  min_price numeric(15,2),
  avg_price numeric(15,2) NOT NULL,
  max_price numeric(15,2),
  unit varchar(50),
  sample_size integer DEFAULT 0,
  last_updated timestamp DEFAULT CURRENT_TIMESTAMP,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_cyrex_pricing_benchmarks_service_type_industry ON public.cyrex_pricing_benchmarks (service_type, industry);
CREATE UNIQUE INDEX IF NOT EXISTS idx_cyrex_pricing_benchmarks_service_type_industry_location_unique ON public.cyrex_pricing_benchmarks (service_type, industry, location);

CREATE TABLE IF NOT EXISTS public.auth_tokens (
  token_id varchar(255) PRIMARY KEY,
  user_id varchar(255),
  agent_id varchar(255),
  token_type varchar(50) NOT NULL,
  token_hash varchar(255) NOT NULL,
  expires_at timestamp,
  scopes jsonb DEFAULT '[]',
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamp,
  is_active boolean DEFAULT true
);
CREATE INDEX IF NOT EXISTS idx_auth_tokens_is_active ON public.auth_tokens (is_active);
CREATE INDEX IF NOT EXISTS idx_auth_tokens_agent_id ON public.auth_tokens (agent_id);
CREATE INDEX IF NOT EXISTS idx_auth_tokens_token_hash ON public.auth_tokens (token_hash);
CREATE INDEX IF NOT EXISTS idx_auth_tokens_user_id ON public.auth_tokens (user_id);

CREATE TABLE IF NOT EXISTS public.company_automation_jobs (
  job_id varchar(255) PRIMARY KEY,
  company_id varchar(255) NOT NULL,
  job_type varchar(100) NOT NULL,
  input_data jsonb,
  output_data jsonb,
  status varchar(50) NOT NULL,
  adapter_id varchar(255),
  agent_id varchar(255),
  metadata jsonb,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  completed_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_company_automation_jobs_company_id ON public.company_automation_jobs (company_id);
CREATE INDEX IF NOT EXISTS idx_company_automation_jobs_status ON public.company_automation_jobs (status);

CREATE TABLE IF NOT EXISTS public.company_tools (
  company_id varchar(255) NOT NULL,
  tool_name varchar(255) NOT NULL,
  tool_config jsonb NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  PRIMARY KEY (company_id, tool_name)
);
CREATE INDEX IF NOT EXISTS idx_company_tools_company_id ON public.company_tools (company_id);

CREATE TABLE IF NOT EXISTS public.lora_adapters (
  adapter_id varchar(255) PRIMARY KEY,
  company_id varchar(255),
  base_model varchar(255) NOT NULL,
  adapter_type varchar(50) NOT NULL,
  adapter_path text,
  registry_path text,
  config jsonb,
  metadata jsonb,
  status varchar(50) NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_lora_adapters_company_id ON public.lora_adapters (company_id);
CREATE INDEX IF NOT EXISTS idx_lora_adapters_status ON public.lora_adapters (status);
