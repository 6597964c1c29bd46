-- The closed word lists and the counters of the runtime. Each rule carries a sentence that clients
-- show when it is broken. Lists that the runtime keeps open (roles of agents, kinds of events) have none.

ALTER TABLE "cyrex"."agent_playground_messages"
  ADD CONSTRAINT "agent_playground_messages_role_check"
  CHECK ("role"::text IN ('user', 'assistant', 'system'));
COMMENT ON CONSTRAINT "agent_playground_messages_role_check" ON "cyrex"."agent_playground_messages"
  IS 'A message is from the user, the assistant or the system.';

ALTER TABLE "cyrex"."agent_states"
  ADD CONSTRAINT "agent_states_status_check"
  CHECK ("status"::text IN ('idle', 'initializing', 'processing', 'waiting', 'completed', 'error', 'paused'));
COMMENT ON CONSTRAINT "agent_states_status_check" ON "cyrex"."agent_states"
  IS 'An agent is idle, initializing, processing, waiting, completed, error or paused.';

ALTER TABLE "cyrex"."memories"
  ADD CONSTRAINT "memories_memory_type_check"
  CHECK ("memory_type"::text IN ('short_term', 'long_term', 'episodic', 'semantic', 'working'));
COMMENT ON CONSTRAINT "memories_memory_type_check" ON "cyrex"."memories"
  IS 'A memory is short_term, long_term, episodic, semantic or working.';

ALTER TABLE "cyrex"."synapse_messages"
  ADD CONSTRAINT "synapse_messages_priority_check"
  CHECK ("priority"::text IN ('low', 'normal', 'high', 'critical'));
COMMENT ON CONSTRAINT "synapse_messages_priority_check" ON "cyrex"."synapse_messages"
  IS 'The priority of a message is low, normal, high or critical.';

ALTER TABLE "cyrex"."guardrail_rules"
  ADD CONSTRAINT "guardrail_rules_action_check"
  CHECK ("action"::text IN ('block', 'warn', 'modify', 'log'));
COMMENT ON CONSTRAINT "guardrail_rules_action_check" ON "cyrex"."guardrail_rules"
  IS 'A guardrail answers a match by block, warn, modify or log.';

ALTER TABLE "cyrex"."guardrail_rules"
  ADD CONSTRAINT "guardrail_rules_severity_check"
  CHECK ("severity"::text IN ('low', 'medium', 'high', 'critical'));
COMMENT ON CONSTRAINT "guardrail_rules_severity_check" ON "cyrex"."guardrail_rules"
  IS 'The severity of a guardrail is low, medium, high or critical.';

ALTER TABLE "cyrex"."cyrex_vendors"
  ADD CONSTRAINT "cyrex_vendors_risk_level_check"
  CHECK ("risk_level"::text IN ('low', 'medium', 'high', 'critical'));
COMMENT ON CONSTRAINT "cyrex_vendors_risk_level_check" ON "cyrex"."cyrex_vendors"
  IS 'The risk of a vendor is low, medium, high or critical.';

ALTER TABLE "cyrex"."workflows"
  ADD CONSTRAINT "workflows_total_steps_check" CHECK ("total_steps" >= 0);
COMMENT ON CONSTRAINT "workflows_total_steps_check" ON "cyrex"."workflows"
  IS 'A workflow has no negative number of steps.';

ALTER TABLE "cyrex"."workflows"
  ADD CONSTRAINT "workflows_completed_steps_check" CHECK ("completed_steps" >= 0);
COMMENT ON CONSTRAINT "workflows_completed_steps_check" ON "cyrex"."workflows"
  IS 'A workflow has no negative number of completed steps.';

ALTER TABLE "cyrex"."workflows"
  ADD CONSTRAINT "workflows_error_count_check" CHECK ("error_count" >= 0);
COMMENT ON CONSTRAINT "workflows_error_count_check" ON "cyrex"."workflows"
  IS 'A workflow has no negative number of errors.';

ALTER TABLE "cyrex"."task_executions"
  ADD CONSTRAINT "task_executions_retry_count_check" CHECK ("retry_count" >= 0);
COMMENT ON CONSTRAINT "task_executions_retry_count_check" ON "cyrex"."task_executions"
  IS 'A task execution has no negative number of retries.';

ALTER TABLE "cyrex"."memories"
  ADD CONSTRAINT "memories_access_count_check" CHECK ("access_count" >= 0);
COMMENT ON CONSTRAINT "memories_access_count_check" ON "cyrex"."memories"
  IS 'A memory has no negative number of accesses.';

ALTER TABLE "cyrex"."synapse_messages"
  ADD CONSTRAINT "synapse_messages_retry_count_check" CHECK ("retry_count" >= 0);
COMMENT ON CONSTRAINT "synapse_messages_retry_count_check" ON "cyrex"."synapse_messages"
  IS 'A message has no negative number of retries.';

ALTER TABLE "cyrex"."cyrex_vendors"
  ADD CONSTRAINT "cyrex_vendors_total_invoices_analyzed_check"
  CHECK ("total_invoices_analyzed" >= 0);
COMMENT ON CONSTRAINT "cyrex_vendors_total_invoices_analyzed_check" ON "cyrex"."cyrex_vendors"
  IS 'A vendor has no negative number of analyzed invoices.';

ALTER TABLE "cyrex"."cyrex_vendors"
  ADD CONSTRAINT "cyrex_vendors_fraud_flags_count_check" CHECK ("fraud_flags_count" >= 0);
COMMENT ON CONSTRAINT "cyrex_vendors_fraud_flags_count_check" ON "cyrex"."cyrex_vendors"
  IS 'A vendor has no negative number of fraud flags.';

ALTER TABLE "cyrex"."cyrex_vendors"
  ADD CONSTRAINT "cyrex_vendors_cross_industry_flags_check" CHECK ("cross_industry_flags" >= 0);
COMMENT ON CONSTRAINT "cyrex_vendors_cross_industry_flags_check" ON "cyrex"."cyrex_vendors"
  IS 'A vendor has no negative number of flags across industries.';

ALTER TABLE "cyrex"."cyrex_pricing_benchmarks"
  ADD CONSTRAINT "cyrex_pricing_benchmarks_sample_size_check" CHECK ("sample_size" >= 0);
COMMENT ON CONSTRAINT "cyrex_pricing_benchmarks_sample_size_check" ON "cyrex"."cyrex_pricing_benchmarks"
  IS 'A benchmark has no negative number of samples.';
