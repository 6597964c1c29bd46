-- Templates, contexts, snippets, combinations and workflows. Every seventh or so is wrong in one way or another.

INSERT INTO public.templates (id, user_id, name, description, content, variables, category, tags, is_public, likes_count, usage_count, metadata, deleted_at, created_at, updated_at, team_id, visibility)
SELECT pg_temp.id('template', n),
       CASE WHEN n % 13 = 0 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 19 = 5 THEN CASE WHEN n % 2 = 0 THEN '' ELSE '  ' END ELSE 'Template ' || n END,
       CASE WHEN n % 2 = 0 THEN '' ELSE 'What template ' || n || ' is for' END,
       CASE WHEN n % 23 = 7 THEN NULL ELSE 'Write about {{topic}} in ' || n || ' words.' END,
       CASE n % 5
         WHEN 0 THEN '[{"name": "topic", "required": true}]'
         WHEN 1 THEN '["topic", "tone"]'
         WHEN 2 THEN NULL
         WHEN 3 THEN '{"topic": "text"}'
         ELSE '[]'
       END::jsonb,
       CASE WHEN n % 6 = 4 THEN NULL ELSE pg_temp.pick('{general,mail,code}', n) END,
       CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN '{}' ELSE ARRAY['tag' || n % 3, 'all'] END,
       n % 8 = 1, n % 5, n % 50,
       CASE n % 7
         WHEN 0 THEN '{"category": "mine", "team_id": "none", "colour": "red"}'
         WHEN 1 THEN NULL
         WHEN 2 THEN '["a list"]'
         ELSE '{}'
       END::jsonb,
       CASE WHEN n % 10 = 9 THEN pg_temp.at(n + 4000) END,
       CASE WHEN n % 11 = 3 THEN NULL ELSE pg_temp.at(n) END,
       CASE WHEN n % 9 = 2 THEN pg_temp.at(n - 500) WHEN n % 17 = 6 THEN NULL ELSE pg_temp.at(n + 2000) END,
       CASE WHEN n % 6 = 0 THEN pg_temp.id('team', 1 + n % 4) END,
       CASE WHEN n % 6 = 0 THEN 'team' WHEN n % 15 = 4 THEN 'internal' WHEN n % 15 = 7 THEN 'Public ' WHEN n % 15 = 8 THEN NULL ELSE 'private' END
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.context_layers (id, user_id, name, description, content, layer_type, tags, metadata, token_count, is_template, is_active, priority, usage_count, favorite_count, avg_rating, device_last_modified, last_used_at, deleted_at, created_at, updated_at, team_id, visibility)
SELECT pg_temp.id('layer', n),
       CASE n % 17 WHEN 0 THEN pg_temp.id('gone user', n) WHEN 9 THEN NULL ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 21 = 5 THEN NULL ELSE 'Context ' || n END,
       CASE WHEN n % 3 = 0 THEN NULL ELSE 'About ' || n END,
       'You are helper number ' || n || '.',
       CASE WHEN n % 18 = 10 THEN 'Persona' ELSE pg_temp.pick('{profile,project,task,snippet,adhoc}', n) END,
       CASE WHEN n % 4 = 0 THEN NULL ELSE ARRAY['ctx', NULL, 'n' || n % 3] END,
       CASE n % 6 WHEN 0 THEN '{"layer_type": "kept", "is_template": "yes"}' WHEN 1 THEN NULL WHEN 2 THEN '"a word"' ELSE '{}' END::jsonb,
       n % 40, n % 12 = 1, n % 7 <> 3, n % 4, n % 30, n % 6,
       CASE WHEN n % 2 = 0 THEN 4.5 END,
       'laptop', pg_temp.at(n + 100) AT TIME ZONE 'UTC',
       CASE WHEN n % 14 = 12 THEN pg_temp.at(n + 5000) AT TIME ZONE 'UTC' END,
       CASE WHEN n % 16 = 11 THEN NULL ELSE pg_temp.at(n) AT TIME ZONE 'UTC' END,
       CASE WHEN n % 10 = 6 THEN pg_temp.at(n - 700) ELSE pg_temp.at(n + 2000) END AT TIME ZONE 'UTC',
       CASE WHEN n % 8 = 4 THEN CASE WHEN n % 16 = 4 THEN pg_temp.id('gone team', n) ELSE pg_temp.id('team', 1 + n % 4) END END,
       CASE WHEN n % 8 = 4 THEN 'team' WHEN n % 8 = 6 THEN 'public' ELSE 'private' END
  FROM pg_catalog.generate_series(1, :rows) AS n;

-- A key that two tables have.
INSERT INTO public.context_layers (id, user_id, name, content, layer_type)
VALUES (pg_temp.id('template', 2), pg_temp.id('user', 1), 'Has the id of a template', 'Twice', 'adhoc');
UPDATE public.context_layers SET created_at = '2025-03-01 00:00Z', updated_at = '2025-03-01 00:00Z' WHERE id = pg_temp.id('template', 2);

INSERT INTO public.context_snippets (id, user_id, name, description, content, category, tags, project_ids, is_favorite, token_count, usage_count, last_used_at, created_at, updated_at)
SELECT pg_temp.id('snippet', n),
       CASE WHEN n % 9 = 0 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', 1 + n % :users) END,
       CASE WHEN n % 8 = 7 THEN '' ELSE 'Snippet ' || n END, NULL, 'Be brief, ' || n || '.', 'style', '{}',
       CASE WHEN n % 2 = 0 THEN ARRAY[pg_temp.id('project', 1), pg_temp.id('gone project', n)] END,
       n % 3 = 0, 4, n, NULL, pg_temp.at(n) AT TIME ZONE 'UTC', pg_temp.at(n + 60) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :rows / 2) AS n;

-- Lists of layers with repeats, with layers that are gone, with none.
INSERT INTO public.context_combinations (id, user_id, name, description, layer_ids, tags, is_favorite, usage_count, deleted_at, created_at, updated_at)
SELECT pg_temp.id('combination', n), pg_temp.id('user', 1 + n % :users), 'Combination ' || n, NULL,
       CASE n % 5
         WHEN 0 THEN NULL
         WHEN 1 THEN '{}'
         WHEN 2 THEN ARRAY[pg_temp.id('layer', n), pg_temp.id('layer', n + 1), pg_temp.id('layer', n)]
         WHEN 3 THEN ARRAY[pg_temp.id('layer', n), NULL, pg_temp.id('gone layer', n)]
         ELSE ARRAY[pg_temp.id('layer', n + 2), pg_temp.id('layer', n)]
       END,
       '{}', n % 2 = 0, n, CASE WHEN n % 7 = 6 THEN TIMESTAMPTZ '2025-06-01 00:00Z' END, pg_temp.at(n) AT TIME ZONE 'UTC', pg_temp.at(n + 50) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.workflows (id, user_id, name, description, config, status, is_public, category, tags, execution_count, success_count, failure_count, last_executed_at, created_at, updated_at)
SELECT pg_temp.id('workflow', n), pg_temp.id('user', 1 + n % :users), 'Workflow ' || n, 'Runs ' || n,
       CASE n % 3 WHEN 0 THEN '{"steps": [{"kind": "prompt"}], "variables": {}, "settings": {"retry": 2}}' WHEN 1 THEN '{}' ELSE '["odd"]' END::jsonb,
       pg_temp.pick('{draft,active,archived}', n), n % 6 = 1, 'general', CASE WHEN n % 2 = 0 THEN '{flow}'::text[] END, n % 9, n % 5, n % 4,
       pg_temp.at(n + 3000) AT TIME ZONE 'UTC', CASE WHEN n % 12 = 5 THEN NULL ELSE pg_temp.at(n) AT TIME ZONE 'UTC' END, pg_temp.at(n + 2000) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.workflow_steps (id, workflow_id, step_order, step_type, step_name, config, template_id, condition_expression, on_error, max_retries, retry_delay_ms)
SELECT pg_temp.id('step', n * 10 + place), pg_temp.id('workflow', n), place * 2, pg_temp.pick('{template,condition,transform,api_call,delay}', n + place), 'Step ' || place, '{}',
       CASE WHEN (n + place) % 5 = 0 THEN pg_temp.id('template', n) END, NULL, pg_temp.pick('{fail,continue,retry}', n), 3, 100
  FROM pg_catalog.generate_series(1, :users) AS n CROSS JOIN pg_catalog.generate_series(1, 3) AS place WHERE n % 4 <> 3;

INSERT INTO public.workflow_executions (id, workflow_id, user_id, input_variables, results, final_output, status, error_message, error_stack, started_at, completed_at, duration_ms)
SELECT pg_temp.id('execution', n), pg_temp.id('workflow', 1 + n % :users), pg_temp.id('user', 1 + n % :users), '{"topic": "x"}', '[1, 2]', 'Output ' || n,
       pg_temp.pick('{running,completed,failed,cancelled}', n), CASE WHEN n % 4 = 2 THEN 'It failed' END, NULL,
       pg_temp.at(n * 50) AT TIME ZONE 'UTC', CASE WHEN n % 4 <> 0 THEN pg_temp.at(n * 50 + 1) AT TIME ZONE 'UTC' END, CASE WHEN n % 6 = 5 THEN -3 ELSE n * 7 END
  FROM pg_catalog.generate_series(1, :rows) AS n;
