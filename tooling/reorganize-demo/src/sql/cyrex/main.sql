-- Cyrex as it is today: 26 tables in schema cyrex, four still without a schema. Each table and its indexes are one batch.

CREATE SCHEMA IF NOT EXISTS cyrex;

CREATE TABLE IF NOT EXISTS cyrex.agent_playground_messages (
  message_id varchar(255) PRIMARY KEY,
  instance_id varchar(255) NOT NULL,
  agent_id varchar(255),
  role varchar(20) NOT NULL,
  content text NOT NULL,
  tool_calls jsonb,
  is_error boolean DEFAULT false,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_agent_playground_messages_agent_id ON cyrex.agent_playground_messages (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_playground_messages_created_at ON cyrex.agent_playground_messages (created_at);
CREATE INDEX IF NOT EXISTS idx_agent_playground_messages_instance_id ON cyrex.agent_playground_messages (instance_id);

CREATE TABLE IF NOT EXISTS cyrex.workflows (
  workflow_id varchar(255) PRIMARY KEY,
  name varchar(255),
  description text,
  workflow_type varchar(100),
  status varchar(50) DEFAULT 'pending',
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
CREATE INDEX IF NOT EXISTS idx_workflows_created_at ON cyrex.workflows (created_at);
CREATE INDEX IF NOT EXISTS idx_workflows_status ON cyrex.workflows (status);
CREATE INDEX IF NOT EXISTS idx_workflows_workflow_type ON cyrex.workflows (workflow_type);
CREATE INDEX IF NOT EXISTS idx_workflows_updated_at ON cyrex.workflows (updated_at);

CREATE TABLE IF NOT EXISTS cyrex.task_executions (
  execution_id varchar(255) PRIMARY KEY,
  workflow_id varchar(255) REFERENCES cyrex.workflows (workflow_id) ON DELETE SET NULL,
  agent_id varchar(255),
  task_name varchar(255) NOT NULL,
  task_type varchar(100),
  priority varchar(20) DEFAULT 'normal',
  status varchar(50) DEFAULT 'pending',
  input_data jsonb DEFAULT '{}',
  output_data jsonb,
  error text,
  retry_count integer DEFAULT 0,
  max_retries integer DEFAULT 3,
  timeout_seconds integer DEFAULT 300,
  execution_time_ms double precision,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  started_at timestamp,
  completed_at timestamp
);
CREATE INDEX IF NOT EXISTS idx_task_executions_agent_id ON cyrex.task_executions (agent_id);
CREATE INDEX IF NOT EXISTS idx_task_executions_created_at ON cyrex.task_executions (created_at);
CREATE INDEX IF NOT EXISTS idx_task_executions_status ON cyrex.task_executions (status);
CREATE INDEX IF NOT EXISTS idx_task_executions_workflow_id ON cyrex.task_executions (workflow_id);

CREATE TABLE IF NOT EXISTS cyrex.events (
  event_id varchar(255) PRIMARY KEY,
  event_type varchar(100) NOT NULL,
  entity_type varchar(100),
  entity_id varchar(255),
  workflow_id varchar(255),
  agent_id varchar(255),
  session_id varchar(255),
  source varchar(100) DEFAULT 'cyrex',
  payload jsonb DEFAULT '{}',
  severity varchar(20) DEFAULT 'info',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_events_agent_id ON cyrex.events (agent_id);
CREATE INDEX IF NOT EXISTS idx_events_created_at ON cyrex.events (created_at);
CREATE INDEX IF NOT EXISTS idx_events_entity_type_entity_id ON cyrex.events (entity_type, entity_id);
CREATE INDEX IF NOT EXISTS idx_events_severity ON cyrex.events (severity);
CREATE INDEX IF NOT EXISTS idx_events_type ON cyrex.events (event_type);
CREATE INDEX IF NOT EXISTS idx_events_workflow_id ON cyrex.events (workflow_id);

CREATE TABLE IF NOT EXISTS cyrex.event_processing (
  event_id varchar(255) PRIMARY KEY,
  event_type varchar(255) NOT NULL,
  source varchar(255) NOT NULL,
  target varchar(255),
  payload jsonb NOT NULL,
  metadata jsonb,
  timestamp timestamp NOT NULL,
  processed boolean DEFAULT false
);
CREATE INDEX IF NOT EXISTS idx_event_processing_processed ON cyrex.event_processing (processed);
CREATE INDEX IF NOT EXISTS idx_event_processing_source ON cyrex.event_processing (source);
CREATE INDEX IF NOT EXISTS idx_event_processing_target ON cyrex.event_processing (target);
CREATE INDEX IF NOT EXISTS idx_event_processing_timestamp ON cyrex.event_processing (timestamp);
CREATE INDEX IF NOT EXISTS idx_event_processing_type ON cyrex.event_processing (event_type);

CREATE TABLE IF NOT EXISTS cyrex.cyrex_sessions (
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
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_agent_id ON cyrex.cyrex_sessions (agent_id);
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_expires_at ON cyrex.cyrex_sessions (expires_at);
CREATE INDEX IF NOT EXISTS idx_cyrex_sessions_user_id ON cyrex.cyrex_sessions (user_id);

CREATE TABLE IF NOT EXISTS cyrex.guardrail_rules (
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
CREATE INDEX IF NOT EXISTS idx_guardrail_rules_enabled ON cyrex.guardrail_rules (enabled);

CREATE TABLE IF NOT EXISTS cyrex.guardrail_violations (
  violation_id varchar(255) PRIMARY KEY,
  rule_id varchar(255) NOT NULL,
  content text,
  action_taken varchar(50),
  severity varchar(50),
  metadata jsonb,
  timestamp timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_guardrail_violations_rule_id ON cyrex.guardrail_violations (rule_id);
CREATE INDEX IF NOT EXISTS idx_guardrail_violations_timestamp ON cyrex.guardrail_violations (timestamp);

CREATE TABLE IF NOT EXISTS cyrex.agents (
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
CREATE INDEX IF NOT EXISTS idx_agents_name ON cyrex.agents (name);
CREATE INDEX IF NOT EXISTS idx_agents_role ON cyrex.agents (role);

CREATE TABLE IF NOT EXISTS cyrex.agent_states (
  agent_id varchar(255) PRIMARY KEY,
  status varchar(50) NOT NULL,
  current_task varchar(255),
  metadata jsonb,
  last_activity timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS cyrex.cyrex_vendors (
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
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_industries_served ON cyrex.cyrex_vendors USING gin (industries_served);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_vendor_name ON cyrex.cyrex_vendors (vendor_name);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_risk_level_current_risk_score ON cyrex.cyrex_vendors (risk_level, current_risk_score);
CREATE INDEX IF NOT EXISTS idx_cyrex_vendors_status ON cyrex.cyrex_vendors (status);

CREATE TABLE IF NOT EXISTS cyrex.cyrex_invoices (
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
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_invoice_date ON cyrex.cyrex_invoices (invoice_date);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_fraud_detected ON cyrex.cyrex_invoices (fraud_detected);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_industry ON cyrex.cyrex_invoices (industry);
CREATE INDEX IF NOT EXISTS idx_cyrex_invoices_vendor_id ON cyrex.cyrex_invoices (vendor_id);

CREATE TABLE IF NOT EXISTS cyrex.cyrex_pricing_benchmarks (
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
CREATE INDEX IF NOT EXISTS idx_cyrex_pricing_benchmarks_service_type_industry ON cyrex.cyrex_pricing_benchmarks (service_type, industry);
CREATE UNIQUE INDEX IF NOT EXISTS idx_cyrex_pricing_benchmarks_service_type_industry_location_unique ON cyrex.cyrex_pricing_benchmarks (service_type, industry, location);

CREATE TABLE IF NOT EXISTS cyrex.langgraph_states (
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
CREATE INDEX IF NOT EXISTS idx_langgraph_states_status ON cyrex.langgraph_states (status);
CREATE INDEX IF NOT EXISTS idx_langgraph_states_workflow_id ON cyrex.langgraph_states (workflow_id);

CREATE TABLE IF NOT EXISTS cyrex.memories (
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
CREATE INDEX IF NOT EXISTS idx_memories_expires_at ON cyrex.memories (expires_at);
CREATE INDEX IF NOT EXISTS idx_memories_session_id ON cyrex.memories (session_id);
CREATE INDEX IF NOT EXISTS idx_memories_memory_type ON cyrex.memories (memory_type);
CREATE INDEX IF NOT EXISTS idx_memories_user_id ON cyrex.memories (user_id);

CREATE TABLE IF NOT EXISTS cyrex.synapse_messages (
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
CREATE INDEX IF NOT EXISTS idx_synapse_messages_channel ON cyrex.synapse_messages (channel);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_expires_at ON cyrex.synapse_messages (expires_at);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_processed ON cyrex.synapse_messages (processed);
CREATE INDEX IF NOT EXISTS idx_synapse_messages_recipient ON cyrex.synapse_messages (recipient);

CREATE TABLE IF NOT EXISTS cyrex.agent_metrics (
  id serial PRIMARY KEY,
  agent_id varchar(255) NOT NULL,
  role varchar(100) NOT NULL,
  recorded_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  window_start timestamp NOT NULL,
  window_end timestamp NOT NULL,
  total_invocations integer NOT NULL DEFAULT 0,
  success_count integer NOT NULL DEFAULT 0,
  error_count integer NOT NULL DEFAULT 0,
  guardrail_block_count integer NOT NULL DEFAULT 0,
  avg_duration_ms double precision NOT NULL DEFAULT 0,
  p50_duration_ms double precision NOT NULL DEFAULT 0,
  p95_duration_ms double precision NOT NULL DEFAULT 0,
  p99_duration_ms double precision NOT NULL DEFAULT 0,
  avg_confidence double precision NOT NULL DEFAULT 0,
  tool_usage jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS idx_agent_metrics_agent_id ON cyrex.agent_metrics (agent_id);
CREATE INDEX IF NOT EXISTS idx_agent_metrics_recorded_at ON cyrex.agent_metrics (recorded_at);

CREATE TABLE IF NOT EXISTS cyrex.spreadsheet_data (
  spreadsheet_id varchar(255) PRIMARY KEY,
  user_id varchar(255) NOT NULL,
  instance_id varchar(255),
  agent_name varchar(255),
  columns jsonb DEFAULT '[]',
  row_count integer DEFAULT 20,
  data jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_spreadsheet_data_instance_id ON cyrex.spreadsheet_data (instance_id);
CREATE INDEX IF NOT EXISTS idx_spreadsheet_data_updated_at ON cyrex.spreadsheet_data (updated_at);
CREATE INDEX IF NOT EXISTS idx_spreadsheet_data_user_id ON cyrex.spreadsheet_data (user_id);

CREATE TABLE IF NOT EXISTS cyrex.document_parsing_templates (
  template_id varchar(255) PRIMARY KEY,
  user_id varchar(255) NOT NULL,
  document_category varchar(100) NOT NULL,
  document_type varchar(50),
  template_name varchar(255),
  field_mappings jsonb DEFAULT '{}',
  column_mappings jsonb DEFAULT '{}',
  extraction_rules jsonb DEFAULT '{}',
  correction_count integer DEFAULT 0,
  success_count integer DEFAULT 0,
  last_used_at timestamp,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_document_parsing_templates_document_category ON cyrex.document_parsing_templates (document_category);
CREATE INDEX IF NOT EXISTS idx_document_parsing_templates_last_used_at ON cyrex.document_parsing_templates (last_used_at);
CREATE INDEX IF NOT EXISTS idx_document_parsing_templates_user_id ON cyrex.document_parsing_templates (user_id);

CREATE TABLE IF NOT EXISTS cyrex.document_parsing_corrections (
  correction_id varchar(255) PRIMARY KEY,
  user_id varchar(255) NOT NULL,
  template_id varchar(255) REFERENCES cyrex.document_parsing_templates (template_id) ON DELETE SET NULL,
  document_category varchar(100),
  original_extraction jsonb DEFAULT '{}',
  corrected_data jsonb DEFAULT '{}',
  correction_type varchar(50),
  correction_details jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_document_parsing_corrections_document_category ON cyrex.document_parsing_corrections (document_category);
CREATE INDEX IF NOT EXISTS idx_document_parsing_corrections_created_at ON cyrex.document_parsing_corrections (created_at);
CREATE INDEX IF NOT EXISTS idx_document_parsing_corrections_template_id ON cyrex.document_parsing_corrections (template_id);
CREATE INDEX IF NOT EXISTS idx_document_parsing_corrections_user_id ON cyrex.document_parsing_corrections (user_id);

CREATE TABLE IF NOT EXISTS cyrex.artifacts (
  artifact_id text PRIMARY KEY,
  document_id text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  artifact_type text NOT NULL,
  source_doc_hash text NOT NULL,
  confidence double precision NOT NULL,
  payload_json jsonb NOT NULL DEFAULT '{}',
  provenance_json jsonb NOT NULL DEFAULT '{}',
  is_deleted boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_artifacts_document_id ON cyrex.artifacts (document_id);
CREATE INDEX IF NOT EXISTS idx_artifacts_document_id_artifact_type ON cyrex.artifacts (document_id, artifact_type);

CREATE TABLE IF NOT EXISTS cyrex.artifact_refs (
  from_artifact text NOT NULL,
  to_artifact text NOT NULL,
  ref_type text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (from_artifact, to_artifact, ref_type)
);
CREATE INDEX IF NOT EXISTS idx_artifact_refs_from_artifact ON cyrex.artifact_refs (from_artifact);
CREATE INDEX IF NOT EXISTS idx_artifact_refs_to_artifact ON cyrex.artifact_refs (to_artifact);

CREATE TABLE IF NOT EXISTS cyrex.citations (
  citation_id text PRIMARY KEY,
  artifact_id text NOT NULL REFERENCES cyrex.artifacts (artifact_id) ON DELETE CASCADE,
  document_id text NOT NULL,
  source_doc_hash text NOT NULL,
  locator_type text NOT NULL,
  char_start integer,
  char_end integer,
  page_start integer,
  page_end integer,
  element_id text,
  quote text NOT NULL,
  confidence double precision NOT NULL,
  extraction_pass integer
);
CREATE INDEX IF NOT EXISTS idx_citations_document_id_char_start_char_end ON cyrex.citations (document_id, char_start, char_end);

CREATE TABLE IF NOT EXISTS cyrex.learning_artifacts (
  artifact_id text PRIMARY KEY,
  document_id text NOT NULL,
  field_name text NOT NULL,
  original_value jsonb,
  corrected_value jsonb NOT NULL,
  citation_json jsonb NOT NULL,
  actor_id text NOT NULL,
  timestamp timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  exported boolean NOT NULL DEFAULT false
);
CREATE INDEX IF NOT EXISTS idx_learning_artifacts_exported ON cyrex.learning_artifacts (exported);

CREATE TABLE IF NOT EXISTS cyrex.helox_training_samples (
  id bigserial PRIMARY KEY,
  record_id text NOT NULL UNIQUE,
  stream_type text NOT NULL,
  category text,
  text text NOT NULL,
  instruction text,
  input_text text,
  output_text text,
  context text,
  quality_score double precision,
  producer text NOT NULL DEFAULT 'cyrex_realtime_pipeline',
  agent_id text,
  session_id text,
  user_id text,
  tool_name text,
  model_name text,
  schema_version text,
  payload jsonb NOT NULL DEFAULT '{}',
  metadata_json jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_helox_training_samples_created_at ON cyrex.helox_training_samples (created_at);
CREATE INDEX IF NOT EXISTS idx_helox_training_samples_producer ON cyrex.helox_training_samples (producer);
CREATE INDEX IF NOT EXISTS idx_helox_training_samples_stream_type ON cyrex.helox_training_samples (stream_type);

CREATE TABLE IF NOT EXISTS cyrex.helox_sample_lineage (
  lineage_id text PRIMARY KEY,
  record_id text NOT NULL,
  source_type text NOT NULL,
  source_id text,
  producer text NOT NULL,
  document_id text,
  artifact_id text,
  metadata_json jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_helox_sample_lineage_record_id ON cyrex.helox_sample_lineage (record_id);

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
