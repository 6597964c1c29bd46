-- Versions as the program leaves them: written after each update, with the new text. Numbers have gaps, times are equal or
-- fall, the last is the live row or is not, and a second table has branches.

INSERT INTO public.template_versions (id, template_id, version_number, name, description, content, variables, category, tags, metadata, created_by, created_at, change_summary, is_current)
SELECT pg_temp.id('template version', n * 100 + number), t.id, number,
       CASE WHEN is_last AND n % 7 IN (1, 5) THEN COALESCE(t.name, '') ELSE 'Template ' || n || ', once' END,
       t.description,
       CASE WHEN is_last AND n % 7 IN (1, 5) THEN COALESCE(t.content, '') ELSE 'Text ' || number || ' of ' || n END,
       CASE WHEN is_last AND n % 7 IN (1, 5) THEN t.variables ELSE '["topic"]'::jsonb END,
       t.category, t.tags, CASE WHEN is_last AND n % 7 IN (1, 5) THEN t.metadata ELSE '{}'::jsonb END,
       (SELECT u.id FROM public.users AS u WHERE u.id = t.user_id),
       CASE n % 7
         WHEN 3 THEN pg_temp.at(n + 100)
         WHEN 4 THEN pg_temp.at(n + 1000 - number * 10)
         WHEN 6 THEN CASE WHEN number = 4 THEN NULL ELSE pg_temp.at(n - 400 + number) END
         ELSE pg_temp.at(n + number * 100)
       END,
       'Change ' || number, is_last
  FROM pg_catalog.generate_series(1, :rows) AS n
  JOIN public.templates AS t ON t.id = pg_temp.id('template', n)
 CROSS JOIN LATERAL (VALUES (1, 1, 3), (2, 2, 3), (3, 3, 3), (1, 1, 5), (4, 2, 5), (7, 3, 5), (1, 1, 1)) AS kind (number, place, last)
 CROSS JOIN LATERAL (SELECT number = CASE last WHEN 3 THEN 3 WHEN 5 THEN 7 ELSE 1 END AS is_last) AS final
 WHERE CASE n % 7 WHEN 0 THEN false WHEN 2 THEN last = 5 WHEN 6 THEN last = 5 WHEN 5 THEN last = 1 ELSE last = 3 END;

INSERT INTO public.context_layer_versions (id, layer_id, version_number, name, description, content, layer_type, tags, metadata, created_by, created_at, change_summary, is_current)
SELECT pg_temp.id('layer version', n * 100 + number), l.id, number,
       CASE WHEN number = 3 AND n % 4 = 1 THEN COALESCE(l.name, '') ELSE 'Context ' || n || ', once' END, l.description,
       CASE WHEN number = 3 AND n % 4 = 1 THEN COALESCE(l.content, '') ELSE 'Helper text ' || number END,
       l.layer_type, l.tags, CASE WHEN number = 3 AND n % 4 = 1 THEN l.metadata ELSE '{}'::jsonb END, NULL,
       CASE n % 4 WHEN 2 THEN pg_temp.at(n + 50) WHEN 3 THEN pg_temp.at(n + 500 - number) ELSE pg_temp.at(n + number * 30) END,
       NULL, number = 3
  FROM pg_catalog.generate_series(1, :rows) AS n
  JOIN public.context_layers AS l ON l.id = pg_temp.id('layer', n)
 CROSS JOIN (VALUES (1), (3)) AS kind (number)
 WHERE n % 4 <> 0;

INSERT INTO public.context_versions (id, context_id, branch_name, version_number, content, diff_from_parent, created_by, created_at)
SELECT pg_temp.id('context version', n * 10 + place), CASE WHEN n % 10 = 9 THEN pg_temp.id('gone layer', n) ELSE pg_temp.id('layer', n) END,
       CASE WHEN place = 3 THEN 'experiment' WHEN n % 6 = 2 THEN NULL ELSE 'main' END, CASE WHEN place = 3 THEN 1 ELSE place END,
       'Branched text ' || place || ' of ' || n, '@@ -1 +1 @@', pg_temp.id('user', 1 + n % :users), pg_temp.at(n + place * 40) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows) AS n CROSS JOIN pg_catalog.generate_series(1, 3) AS place WHERE n % 5 IN (0, 2, 4);
