-- A workflow with less than no steps, and one without a phase.

INSERT INTO public.workflows (workflow_id, name, phase, total_steps, completed_steps, error_count, created_at, updated_at)
VALUES
  ('broken-workflow-1', 'Below zero', 'executing', -1, -2, -3, pg_temp.at(1), pg_temp.at(1)),
  ('broken-workflow-2', 'No phase', NULL, 1, 0, 0, pg_temp.at(1), pg_temp.at(1));
