-- What Cyrex keeps in its own schema today beside the eleven tables it always had. Workflows and routed events of the same
-- number are those of the old tables in public.

INSERT INTO cyrex.workflows (workflow_id, name, workflow_type, status, total_steps, completed_steps, metadata, created_at, updated_at)
SELECT
  pg_temp.id('workflow', n), 'Workflow ' || n, 'analysis', pg_temp.pick(ARRAY['initializing', 'planning', 'executing', 'completed', 'failed'], n), 5, n % 6,
  '{}', pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(:first, :last) AS n;

INSERT INTO cyrex.event_processing (event_id, event_type, source, target, payload, metadata, timestamp, processed)
SELECT
  pg_temp.id('routed event', n), CASE WHEN n % 10 = 0 THEN 'document.' || repeat('analysis.', 20) || 'done' ELSE 'document.analysed' END, 'cyrex', 'engagement',
  jsonb_build_object('number', n, 'token', 'SECRET-MARKER-event-' || n), '{}', pg_temp.at(n), n % 2 = 0
FROM generate_series(:first, :last) AS n;

INSERT INTO cyrex.task_executions (execution_id, workflow_id, agent_id, task_name, task_type, status, created_at)
SELECT pg_temp.id('execution', n), pg_temp.id('workflow', n), pg_temp.id('agent', n), 'Step ' || n, 'analysis', 'completed', pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO cyrex.agent_playground_messages (message_id, instance_id, agent_id, role, content, created_at)
SELECT pg_temp.id('playground message', n), pg_temp.id('instance', n), pg_temp.id('agent', n), pg_temp.pick(ARRAY['user', 'assistant', 'system'], n), 'Says ' || n, pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO cyrex.agent_metrics (agent_id, role, recorded_at, window_start, window_end, total_invocations)
SELECT pg_temp.id('agent', n), 'assistant', pg_temp.at(n), pg_temp.at(n), pg_temp.at(n + 1), n
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.spreadsheet_data (spreadsheet_id, user_id, columns, data, created_at, updated_at)
SELECT 'sheet_' || n, pg_temp.id('user', n), '["a", "b"]', '{"a1": 1}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.document_parsing_templates (template_id, user_id, document_category, created_at, updated_at)
SELECT 'parsing_' || n, pg_temp.id('user', n), 'lease', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.document_parsing_corrections (correction_id, user_id, template_id, created_at)
SELECT 'correction_' || n, pg_temp.id('user', n), 'parsing_' || n, pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.artifacts (artifact_id, document_id, artifact_type, source_doc_hash, confidence, created_at)
SELECT 'artifact_' || n, 'document_' || n, 'lease', md5('document' || n), 0.9, pg_temp.at(n) AT TIME ZONE 'UTC'
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.artifact_refs (from_artifact, to_artifact, ref_type, created_at)
SELECT 'artifact_' || n, 'artifact_' || n + 1, 'cites', pg_temp.at(n) AT TIME ZONE 'UTC'
FROM generate_series(1, :users - 1) AS n;

INSERT INTO cyrex.citations (citation_id, artifact_id, document_id, source_doc_hash, locator_type, quote, confidence)
SELECT 'citation_' || n, 'artifact_' || n, 'document_' || n, md5('document' || n), 'page', 'Quote ' || n, 0.9
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.learning_artifacts (artifact_id, document_id, field_name, corrected_value, citation_json, actor_id, timestamp)
SELECT 'learned_' || n, 'document_' || n, 'rent', '1000', '{}', pg_temp.id('user', n), pg_temp.at(n) AT TIME ZONE 'UTC'
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.helox_training_samples (record_id, stream_type, text, created_at, updated_at)
SELECT 'sample_' || n, 'chat', 'Sample ' || n, pg_temp.at(n) AT TIME ZONE 'UTC', pg_temp.at(n) AT TIME ZONE 'UTC'
FROM generate_series(1, :users) AS n;

INSERT INTO cyrex.helox_sample_lineage (lineage_id, record_id, source_type, producer, created_at)
SELECT 'lineage_' || n, 'sample_' || n, 'chat', 'cyrex', pg_temp.at(n) AT TIME ZONE 'UTC'
FROM generate_series(1, :users) AS n;
