-- What leads from one thing to another: much of it leads nowhere.

INSERT INTO public.user_favorites (id, user_id, template_id, created_at)
SELECT pg_temp.id('favourite', n), CASE WHEN n % 15 = 14 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 11 = 10 THEN pg_temp.id('gone template', n) ELSE pg_temp.id('template', 1 + (n * 3) % :rows) END, pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows) AS n
UNION ALL
SELECT pg_temp.id('favourite again', n), pg_temp.id('user', 1 + n % :users), pg_temp.id('template', 1 + (n * 3) % :rows), pg_temp.at(n + 7) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, 6) AS n;

INSERT INTO public.context_relationships (id, source_id, target_id, relationship_type, strength, is_bidirectional, reason, metadata, created_by, created_at)
SELECT pg_temp.id('relationship', n), pg_temp.id('layer', n), pg_temp.id(CASE WHEN n % 12 = 11 THEN 'gone layer' ELSE 'layer' END, 1 + (n * 7) % :rows),
       CASE WHEN n % 14 = 13 THEN 'likes' ELSE pg_temp.pick('{requires,extends,conflicts,recommends,uses,replaces}', n) END,
       CASE n % 10 WHEN 3 THEN 7 WHEN 4 THEN NULL WHEN 5 THEN 0.123 WHEN 6 THEN -1 ELSE 0.5 END,
       CASE WHEN n % 5 = 0 THEN NULL ELSE n % 3 = 0 END, CASE WHEN n % 2 = 0 THEN 'Because ' || n END,
       CASE n % 4 WHEN 0 THEN '{"reason": "mine"}' WHEN 1 THEN '[]' END::jsonb,
       CASE WHEN n % 8 = 7 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END, pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows) AS n;

-- To itself, in a circle, and both ways twice.
INSERT INTO public.context_relationships (id, source_id, target_id, relationship_type, strength, is_bidirectional, created_at) VALUES
  (pg_temp.id('relationship to itself', 1), pg_temp.id('layer', 1), pg_temp.id('layer', 1), 'uses', 1, false, '2025-03-01 00:00Z'),
  (pg_temp.id('relationship in a circle', 1), pg_temp.id('layer', 2), pg_temp.id('layer', 4), 'requires', 1, false, '2025-03-01 00:00Z'),
  (pg_temp.id('relationship in a circle', 2), pg_temp.id('layer', 4), pg_temp.id('layer', 2), 'requires', 1, false, '2025-03-01 00:00Z'),
  (pg_temp.id('relationship both ways', 1), pg_temp.id('layer', 2), pg_temp.id('layer', 3), 'conflicts', 1, true, '2025-03-01 00:00Z'),
  (pg_temp.id('relationship both ways', 2), pg_temp.id('layer', 3), pg_temp.id('layer', 2), 'conflicts', 0.5, true, '2025-03-02 00:00Z');

INSERT INTO public.context_composition (id, parent_id, child_id, composition_order, is_required, created_by, created_at)
SELECT pg_temp.id('composition', n), pg_temp.id('layer', n), pg_temp.id(CASE WHEN n % 9 = 8 THEN 'gone layer' ELSE 'layer' END, n + 1), n % 4, n % 2 = 0, pg_temp.id('user', 1 + n % :users), pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows / 2) AS n;

INSERT INTO public.template_dependencies (id, template_id, dependency_type, dependency_id, dependency_name, usage_count, is_required)
SELECT pg_temp.id('template dependency', n), pg_temp.id('template', n), pg_temp.pick('{context_layer,template,variable}', n),
       CASE n % 3 WHEN 0 THEN pg_temp.id(CASE WHEN n % 12 = 0 THEN 'gone layer' ELSE 'layer' END, n) WHEN 1 THEN pg_temp.id('template', 1 + n % :rows) END, 'Dependency ' || n, n, n % 2 = 0
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.layer_dependencies (id, layer_id, dependency_type, dependency_id, dependency_name, usage_count, is_required)
SELECT pg_temp.id('layer dependency', n), pg_temp.id('layer', n), pg_temp.pick('{layer,template,external_resource}', n),
       CASE n % 3 WHEN 0 THEN pg_temp.id('layer', 1 + n % :rows) WHEN 1 THEN pg_temp.id('template', n) END, 'https://example.com/' || n, n, false
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.usage_relationships (id, template_id, layer_id, user_id, used_at, execution_count)
SELECT pg_temp.id('usage relationship', n), pg_temp.id('template', n), pg_temp.id('layer', 1 + (n * 5) % :rows), pg_temp.id('user', 1 + n % :users), pg_temp.at(n * 20) AT TIME ZONE 'UTC', 1 + n % 6
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.context_embeddings (id, layer_id, embedding, content_hash, metadata, created_at, updated_at)
SELECT pg_temp.id('layer embedding', n), pg_temp.id('layer', n), CASE WHEN n % 7 = 6 THEN NULL ELSE pg_catalog.array_fill((n % 10 / 10.0)::real, ARRAY[384]) END,
       pg_catalog.md5('layer' || n), NULL, pg_temp.at(n), pg_temp.at(n)
  FROM pg_catalog.generate_series(1, :rows) AS n WHERE n % 2 = 0;

INSERT INTO public.template_embeddings (id, template_id, embedding, content_hash, metadata, created_at, updated_at)
SELECT pg_temp.id('template embedding', n), pg_temp.id('template', n), pg_catalog.array_fill((n % 7 / 7.0)::real, ARRAY[384]), pg_catalog.md5('template' || n), '{}', pg_temp.at(n), pg_temp.at(n)
  FROM pg_catalog.generate_series(1, :rows) AS n WHERE n % 3 = 0;

INSERT INTO public.embedding_queue (id, resource_type, resource_id, priority, status, retry_count, error_message, created_at)
SELECT pg_temp.id('queued', n), pg_temp.pick('{template,context_layer}', n), pg_temp.id('template', n), 5, pg_temp.pick('{pending,failed}', n), n % 3, NULL, pg_temp.at(n)
  FROM pg_catalog.generate_series(1, :users) AS n;
