-- Twins went on living: of the rows that lie in both schemas, every third has changed in cyrex since, every seventh in
-- public. One benchmark has another key in cyrex than in public.

UPDATE cyrex.agents SET name = name || ' renamed', updated_at = updated_at + INTERVAL '90 days'
WHERE agent_id IN (SELECT pg_temp.id('agent', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 3 = 0);

UPDATE public.agents SET description = 'Changed by an old program', updated_at = updated_at + INTERVAL '30 days'
WHERE agent_id IN (SELECT pg_temp.id('agent', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 7 = 0);

UPDATE cyrex.agent_states SET status = 'paused', updated_at = updated_at + INTERVAL '90 days'
WHERE agent_id IN (SELECT pg_temp.id('agent', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 3 = 0);

UPDATE cyrex.memories SET access_count = access_count + 10, last_accessed = last_accessed + INTERVAL '90 days'
WHERE memory_id IN (SELECT pg_temp.id('memory', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 3 = 0);

UPDATE cyrex.workflows SET status = 'resumed', updated_at = updated_at + INTERVAL '90 days'
WHERE workflow_id IN (SELECT pg_temp.id('workflow', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 3 = 0);

UPDATE cyrex.event_processing SET processed = NOT processed
WHERE event_id IN (SELECT pg_temp.id('routed event', n)::text FROM generate_series(:first, :rows) AS n WHERE n % 3 = 0);

INSERT INTO cyrex.cyrex_pricing_benchmarks (benchmark_id, service_type, industry, location, avg_price, last_updated, created_at)
VALUES ('benchmark_0123456789ab', 'cleaning', 'real estate', 'Town 1', 2.5, pg_temp.at(9), pg_temp.at(9));
