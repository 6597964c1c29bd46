-- The tables of the prompt library that somebody still knows, 43 of its 87. What migrations made has foreign keys; what is
-- known from the program's queries alone has none.

CREATE TABLE public.users (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  email text,
  username text,
  password_hash text,
  verified boolean,
  email_verified boolean,
  email_verified_at timestamptz,
  failed_login_attempts integer DEFAULT 0,
  locked_until timestamptz,
  last_login_at timestamptz,
  current_tier text,
  subscription_status text,
  settings jsonb DEFAULT '{}',
  deleted_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now(),
  updated_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.teams (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  name text,
  slug text UNIQUE,
  description text,
  owner_id uuid,
  created_by uuid,
  deleted_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.team_members (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  team_id uuid,
  user_id uuid,
  role text,
  joined_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.team_invitations (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  team_id uuid,
  email text,
  user_id uuid,
  role text,
  token text,
  status text,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.templates (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  name text,
  description text DEFAULT '',
  content text,
  variables jsonb DEFAULT '[]',
  category text DEFAULT 'general',
  tags text[],
  is_public boolean DEFAULT false,
  likes_count integer DEFAULT 0,
  usage_count integer DEFAULT 0,
  metadata jsonb,
  deleted_at timestamp,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  updated_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  team_id uuid REFERENCES public.teams (id) ON DELETE CASCADE,
  visibility varchar(20) DEFAULT 'private'
);

CREATE TABLE public.context_layers (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  name text,
  description text,
  content text,
  layer_type text,
  tags text[],
  metadata jsonb,
  token_count integer,
  is_template boolean DEFAULT false,
  is_active boolean DEFAULT true,
  priority integer,
  usage_count integer DEFAULT 0,
  favorite_count integer DEFAULT 0,
  avg_rating numeric,
  device_last_modified text,
  last_synced_at timestamptz,
  last_used_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now(),
  updated_at timestamptz DEFAULT pg_catalog.now(),
  team_id uuid,
  visibility varchar(20) DEFAULT 'private'
);

CREATE TABLE public.context_snippets (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  name text,
  description text,
  content text,
  category text,
  tags text[],
  project_ids uuid[],
  is_favorite boolean,
  token_count integer,
  usage_count integer DEFAULT 0,
  last_used_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now(),
  updated_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.context_combinations (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  name text,
  description text,
  layer_ids uuid[],
  tags text[],
  is_favorite boolean,
  usage_count integer DEFAULT 0,
  deleted_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now(),
  updated_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.template_versions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  template_id uuid NOT NULL REFERENCES public.templates (id) ON DELETE CASCADE,
  version_number integer NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  content text NOT NULL,
  variables jsonb DEFAULT '[]',
  category varchar(100),
  tags text[],
  metadata jsonb,
  created_by uuid REFERENCES public.users (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  change_summary text,
  is_current boolean DEFAULT false,
  UNIQUE (template_id, version_number)
);

CREATE TABLE public.context_layer_versions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  layer_id uuid NOT NULL REFERENCES public.context_layers (id) ON DELETE CASCADE,
  version_number integer NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  content text NOT NULL,
  layer_type varchar(50),
  tags text[],
  metadata jsonb,
  created_by uuid REFERENCES public.users (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  change_summary text,
  is_current boolean DEFAULT false,
  UNIQUE (layer_id, version_number)
);

CREATE TABLE public.context_versions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  context_id uuid,
  branch_name text DEFAULT 'main',
  version_number integer,
  content text,
  diff_from_parent text,
  created_by uuid,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.template_dependencies (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  template_id uuid NOT NULL REFERENCES public.templates (id) ON DELETE CASCADE,
  dependency_type varchar(50),
  dependency_id uuid,
  dependency_name varchar(255),
  usage_count integer DEFAULT 0,
  is_required boolean DEFAULT false,
  UNIQUE (template_id, dependency_type, dependency_id, dependency_name)
);

CREATE TABLE public.layer_dependencies (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  layer_id uuid NOT NULL REFERENCES public.context_layers (id) ON DELETE CASCADE,
  dependency_type varchar(50),
  dependency_id uuid,
  dependency_name varchar(255),
  usage_count integer DEFAULT 0,
  is_required boolean DEFAULT false,
  UNIQUE (layer_id, dependency_type, dependency_id, dependency_name)
);

CREATE TABLE public.usage_relationships (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  template_id uuid REFERENCES public.templates (id) ON DELETE CASCADE,
  layer_id uuid REFERENCES public.context_layers (id) ON DELETE CASCADE,
  user_id uuid REFERENCES public.users (id) ON DELETE CASCADE,
  used_at timestamptz DEFAULT pg_catalog.now(),
  execution_count integer DEFAULT 1,
  UNIQUE (template_id, layer_id, user_id)
);

CREATE TABLE public.context_relationships (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  source_id uuid,
  target_id uuid,
  relationship_type text,
  strength numeric DEFAULT 1,
  is_bidirectional boolean,
  reason text,
  metadata jsonb,
  created_by uuid,
  created_at timestamptz DEFAULT pg_catalog.now(),
  UNIQUE (source_id, target_id, relationship_type)
);

CREATE TABLE public.context_composition (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  parent_id uuid,
  child_id uuid,
  composition_order integer,
  is_required boolean,
  created_by uuid,
  created_at timestamptz DEFAULT pg_catalog.now(),
  UNIQUE (parent_id, child_id)
);

CREATE TABLE public.user_favorites (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  template_id uuid,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.workflows (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL CHECK (pg_catalog.length(name) BETWEEN 1 AND 255),
  description text,
  config jsonb NOT NULL DEFAULT '{}',
  status varchar(50) DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'archived')),
  is_public boolean DEFAULT false,
  category varchar(100) DEFAULT 'general',
  tags text[],
  execution_count integer DEFAULT 0,
  success_count integer DEFAULT 0,
  failure_count integer DEFAULT 0,
  last_executed_at timestamptz,
  created_at timestamptz DEFAULT pg_catalog.now(),
  updated_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.workflow_executions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  workflow_id uuid NOT NULL REFERENCES public.workflows (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  input_variables jsonb,
  results jsonb,
  final_output text,
  status varchar(50) DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
  error_message text,
  error_stack text,
  started_at timestamptz DEFAULT pg_catalog.now(),
  completed_at timestamptz,
  duration_ms integer
);

CREATE TABLE public.workflow_steps (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  workflow_id uuid NOT NULL REFERENCES public.workflows (id) ON DELETE CASCADE,
  step_order integer NOT NULL CHECK (step_order > 0),
  step_type varchar(50) CHECK (step_type IN ('template', 'condition', 'transform', 'api_call', 'delay')),
  step_name varchar(255),
  config jsonb DEFAULT '{}',
  template_id uuid REFERENCES public.templates (id) ON DELETE SET NULL,
  condition_expression text,
  on_error varchar(50) CHECK (on_error IN ('fail', 'continue', 'retry')),
  max_retries integer,
  retry_delay_ms integer,
  UNIQUE (workflow_id, step_order)
);

-- Vectors of 384 numbers, where the extension that has a type for them is not there.

CREATE TABLE public.context_embeddings (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  layer_id uuid NOT NULL UNIQUE REFERENCES public.context_layers (id) ON DELETE CASCADE,
  embedding real[],
  content_hash text NOT NULL,
  model_id text DEFAULT 'all-MiniLM-L6-v2',
  metadata jsonb,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  updated_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now())
);

CREATE TABLE public.template_embeddings (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  template_id uuid NOT NULL UNIQUE REFERENCES public.templates (id) ON DELETE CASCADE,
  embedding real[],
  content_hash text NOT NULL,
  model_id text DEFAULT 'all-MiniLM-L6-v2',
  metadata jsonb,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  updated_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now())
);

CREATE TABLE public.embedding_queue (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  resource_type text NOT NULL,
  resource_id uuid NOT NULL,
  priority integer DEFAULT 5,
  status text DEFAULT 'pending',
  retry_count integer DEFAULT 0,
  error_message text,
  created_at timestamp DEFAULT pg_catalog.timezone('utc', pg_catalog.now()),
  UNIQUE (resource_type, resource_id, status)
);

CREATE TABLE public.refresh_tokens (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  token_hash text,
  device_info text,
  ip_address text,
  user_agent text,
  expires_at timestamptz,
  revoked boolean DEFAULT false,
  revoked_at timestamptz
);

CREATE TABLE public.audit_logs (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  action text,
  status text,
  ip_address text,
  user_agent text,
  metadata jsonb,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.token_usage (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  operation_type text,
  resource_id uuid,
  input_tokens integer,
  output_tokens integer,
  cost_usd numeric,
  success boolean,
  error_message text,
  metadata jsonb,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.token_usage_summary (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  monthly_limit bigint,
  current_month_tokens bigint,
  current_month_cost numeric
);

CREATE TABLE public.template_usage (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  template_id uuid,
  user_id uuid,
  rating integer,
  was_successful boolean,
  used_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.context_usage_sessions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  started_at timestamptz DEFAULT pg_catalog.now(),
  ended_at timestamptz
);

CREATE TABLE public.context_usage_events (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  session_id uuid,
  layer_id uuid,
  user_id uuid,
  event_type text,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.auto_compositions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  layer_ids uuid[],
  score numeric,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.context_backups (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  layer_id uuid REFERENCES public.context_layers (id) ON DELETE CASCADE,
  original_content text,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.compression_analytics (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  layer_id uuid,
  original_tokens integer,
  compressed_tokens integer,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.conversation_sessions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  goal text,
  state jsonb DEFAULT '{}',
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.conversation_messages (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  session_id uuid REFERENCES public.conversation_sessions (id) ON DELETE CASCADE,
  role text,
  content text,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.email_verification_pins (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  pin_hash text,
  expires_at timestamptz
);

CREATE TABLE public.user_profiles (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  display_name text,
  avatar_url text,
  bio text
);

CREATE TABLE public.user_preferences (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  category text,
  key text,
  value jsonb
);

CREATE TABLE public.subscription_tiers (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  name text,
  monthly_tokens bigint,
  price_usd numeric
);

CREATE TABLE public.subscriptions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  tier_id uuid,
  status text,
  renews_at timestamptz
);

CREATE TABLE public.payment_transactions (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  subscription_id uuid,
  amount_usd numeric,
  status text,
  created_at timestamptz DEFAULT pg_catalog.now()
);

CREATE TABLE public.projects (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid,
  name text
);

CREATE TABLE public.tasks (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  project_id uuid,
  title text,
  done boolean
);
