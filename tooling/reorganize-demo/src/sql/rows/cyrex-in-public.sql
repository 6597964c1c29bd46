-- The four tables that Cyrex has never given a schema.

INSERT INTO public.auth_tokens (token_id, user_id, agent_id, token_type, token_hash, metadata, created_at)
SELECT pg_temp.id('auth token', n), pg_temp.id('user', n), pg_temp.id('agent', n), 'api', 'SECRET-MARKER-tokenhash-' || n, '{}', pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.company_automation_jobs (job_id, company_id, job_type, input_data, status, created_at, updated_at)
SELECT 'job_' || n, 'company_' || n % 3, 'train', '{}', 'done', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.company_tools (company_id, tool_name, tool_config, created_at, updated_at)
SELECT 'company_' || n, 'search', jsonb_build_object('api_key', 'SECRET-MARKER-tool-' || n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;

INSERT INTO public.lora_adapters (adapter_id, company_id, base_model, adapter_type, status, created_at, updated_at)
SELECT 'adapter_' || n, 'company_' || n, 'large', 'lora', 'ready', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;
