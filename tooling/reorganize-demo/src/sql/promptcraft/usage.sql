-- Fourteen months of what was done, used and paid for.

INSERT INTO public.audit_logs (id, user_id, action, status, ip_address, user_agent, metadata, created_at)
SELECT pg_temp.id('audit', n),
       CASE n % 9 WHEN 3 THEN NULL WHEN 5 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 20 = 19 THEN NULL ELSE pg_temp.pick('{login,LOGIN_FAILED,template.create,Export Data,delete}', n) END,
       pg_temp.pick('{success,failure}', n), CASE WHEN n % 10 = 9 THEN 'unknown' ELSE '192.0.2.' || n % 250 END, 'Mozilla',
       CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN '{"status": "kept", "n": 1}' WHEN 2 THEN '[1]' ELSE '{}' END::jsonb,
       CASE WHEN n % 25 = 24 THEN NULL ELSE TIMESTAMPTZ '2024-11-15 00:00Z' + (n * 11 % 430) * INTERVAL '1 day' + n * INTERVAL '1 minute' END
  FROM pg_catalog.generate_series(1, :rows * 2) AS n;

-- The last instant of a month, and the first of the next.
INSERT INTO public.audit_logs (id, user_id, action, status, created_at) VALUES
  (pg_temp.id('audit at midnight', 1), pg_temp.id('user', 1), 'login', 'success', '2025-02-28 23:59:59.999999Z'),
  (pg_temp.id('audit at midnight', 2), pg_temp.id('user', 1), 'login', 'success', '2025-03-01 00:00Z'),
  (pg_temp.id('audit at midnight', 3), pg_temp.id('user', 1), 'login', 'success', '2025-03-01 00:00Z');

INSERT INTO public.token_usage (id, user_id, operation_type, resource_id, input_tokens, output_tokens, cost_usd, success, error_message, metadata, created_at)
SELECT pg_temp.id('tokens', n), CASE WHEN n % 13 = 12 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 18 = 17 THEN NULL ELSE pg_temp.pick('{completion,embedding,compression}', n) END,
       CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN pg_temp.id('gone template', n) WHEN 2 THEN pg_temp.id('layer', 1 + n % :rows) ELSE pg_temp.id('template', 1 + n % :rows) END,
       n * 3, CASE WHEN n % 6 = 5 THEN NULL ELSE n END,
       CASE WHEN n % 40 = 39 THEN 12345.678 WHEN n % 6 = 1 THEN 0.00000049 WHEN n % 6 = 2 THEN NULL ELSE n * 0.000123 END,
       n % 7 <> 0, CASE WHEN n % 7 = 0 THEN 'Too many tokens' END, CASE n % 3 WHEN 0 THEN '{"input_tokens": "mine"}' END::jsonb,
       CASE WHEN n % 33 = 32 THEN NULL ELSE TIMESTAMPTZ '2024-11-15 00:00Z' + (n * 7 % 430) * INTERVAL '1 day' END
  FROM pg_catalog.generate_series(1, :rows * 2) AS n;

INSERT INTO public.token_usage_summary (id, user_id, monthly_limit, current_month_tokens, current_month_cost)
SELECT pg_temp.id('summary', n), pg_temp.id('user', n), 100000, n * 1000, n * 0.01 FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.template_usage (id, template_id, user_id, rating, was_successful, used_at)
SELECT pg_temp.id('template usage', n), pg_temp.id(CASE WHEN n % 10 = 9 THEN 'gone template' ELSE 'template' END, 1 + n % :rows), pg_temp.id('user', 1 + n % :users), CASE WHEN n % 3 = 0 THEN NULL ELSE n % 7 END, n % 2 = 0, pg_temp.at(n * 30) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.context_usage_sessions (id, user_id, started_at, ended_at)
SELECT pg_temp.id('usage session', n), pg_temp.id('user', n), pg_temp.at(n * 60) AT TIME ZONE 'UTC', NULL FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.context_usage_events (id, session_id, layer_id, user_id, event_type, created_at)
SELECT pg_temp.id('usage event', n), pg_temp.id('usage session', 1 + n % :users), pg_temp.id('layer', 1 + n % :rows), pg_temp.id('user', 1 + n % :users), pg_temp.pick('{opened,copied}', n), pg_temp.at(n * 60) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.auto_compositions (id, user_id, layer_ids, score, created_at)
SELECT pg_temp.id('auto', n), pg_temp.id('user', n), ARRAY[pg_temp.id('layer', n)], 0.5, pg_temp.at(n) AT TIME ZONE 'UTC' FROM pg_catalog.generate_series(1, 5) AS n;

INSERT INTO public.context_backups (id, layer_id, original_content, created_at)
SELECT pg_temp.id('backup', n), pg_temp.id('layer', n), 'Before compression ' || n, pg_temp.at(n) AT TIME ZONE 'UTC' FROM pg_catalog.generate_series(1, 5) AS n;

INSERT INTO public.compression_analytics (id, layer_id, original_tokens, compressed_tokens, created_at)
SELECT pg_temp.id('compression', n), pg_temp.id('layer', n), 100, 60, pg_temp.at(n) AT TIME ZONE 'UTC' FROM pg_catalog.generate_series(1, 5) AS n;

INSERT INTO public.conversation_sessions (id, user_id, goal, created_at)
SELECT pg_temp.id('conversation', n), pg_temp.id('user', n), 'A context for ' || n, pg_temp.at(n) AT TIME ZONE 'UTC' FROM pg_catalog.generate_series(1, 4) AS n;

INSERT INTO public.conversation_messages (id, session_id, role, content, created_at)
SELECT pg_temp.id('message', n), pg_temp.id('conversation', 1 + n % 4), pg_temp.pick('{user,assistant}', n), 'Message ' || n, pg_temp.at(n) AT TIME ZONE 'UTC' FROM pg_catalog.generate_series(1, 12) AS n;
