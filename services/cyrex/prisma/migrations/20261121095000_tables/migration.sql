-- Agents, their sessions, memories, workflows, messages and guardrails, and the vendors they watch.
-- Keys are text that the runtime makes, and what may be null stays so: its programs write here as well.
-- Times it leaves out are filled with UTC, which is what it writes itself.
-- One foreign key only. Elsewhere the runtime writes rows before, or without, the row they name.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "cyrex";

-- CreateTable
CREATE TABLE "cyrex"."agents" (
    "agent_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "role" VARCHAR(100) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "capabilities" JSONB,
    "tools" JSONB,
    "model_config" JSONB,
    "temperature" DOUBLE PRECISION DEFAULT 0.7,
    "max_tokens" INTEGER DEFAULT 2000,
    "system_prompt" TEXT,
    "guardrails" JSONB,
    "metadata" JSONB,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "agents_pkey" PRIMARY KEY ("agent_id")
);

-- CreateTable
CREATE TABLE "cyrex"."agent_states" (
    "agent_id" VARCHAR(255) NOT NULL,
    "status" VARCHAR(50) NOT NULL,
    "current_task" VARCHAR(255),
    "metadata" JSONB,
    "last_activity" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "agent_states_pkey" PRIMARY KEY ("agent_id")
);

-- CreateTable
CREATE TABLE "cyrex"."agent_playground_messages" (
    "message_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "instance_id" VARCHAR(255) NOT NULL,
    "agent_id" VARCHAR(255),
    "role" VARCHAR(20) NOT NULL,
    "content" TEXT NOT NULL,
    "tool_calls" JSONB,
    "is_error" BOOLEAN DEFAULT false,
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "agent_playground_messages_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "cyrex"."memories" (
    "memory_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "session_id" VARCHAR(255),
    "user_id" VARCHAR(255),
    "memory_type" VARCHAR(50) NOT NULL,
    "content" TEXT NOT NULL,
    "metadata" JSONB,
    "importance" DOUBLE PRECISION DEFAULT 0.5,
    "access_count" INTEGER DEFAULT 0,
    "last_accessed" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "expires_at" TIMESTAMP(6),

    CONSTRAINT "memories_pkey" PRIMARY KEY ("memory_id")
);

-- CreateTable
CREATE TABLE "cyrex"."events" (
    "event_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "event_type" VARCHAR(100) NOT NULL,
    "entity_type" VARCHAR(100),
    "entity_id" VARCHAR(255),
    "workflow_id" VARCHAR(255),
    "agent_id" VARCHAR(255),
    "session_id" VARCHAR(255),
    "source" VARCHAR(100) DEFAULT 'cyrex',
    "payload" JSONB DEFAULT '{}',
    "severity" VARCHAR(20) DEFAULT 'info',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "events_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "cyrex"."event_processing" (
    "event_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "event_type" VARCHAR(255) NOT NULL,
    "source" VARCHAR(255) NOT NULL,
    "target" VARCHAR(255),
    "payload" JSONB NOT NULL,
    "metadata" JSONB,
    "timestamp" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "processed" BOOLEAN DEFAULT false,

    CONSTRAINT "event_processing_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "cyrex"."synapse_messages" (
    "message_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "channel" VARCHAR(255) NOT NULL,
    "sender" VARCHAR(255) NOT NULL,
    "recipient" VARCHAR(255),
    "priority" VARCHAR(50) NOT NULL,
    "payload" JSONB NOT NULL,
    "headers" JSONB,
    "timestamp" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "expires_at" TIMESTAMP(6),
    "retry_count" INTEGER DEFAULT 0,
    "max_retries" INTEGER DEFAULT 3,
    "processed" BOOLEAN DEFAULT false,

    CONSTRAINT "synapse_messages_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "cyrex"."guardrail_rules" (
    "rule_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "name" VARCHAR(255) NOT NULL,
    "pattern" TEXT NOT NULL,
    "action" VARCHAR(50) NOT NULL,
    "severity" VARCHAR(50) NOT NULL,
    "description" TEXT,
    "enabled" BOOLEAN DEFAULT true,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "guardrail_rules_pkey" PRIMARY KEY ("rule_id")
);

-- CreateTable
CREATE TABLE "cyrex"."guardrail_violations" (
    "violation_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "rule_id" VARCHAR(255) NOT NULL,
    "content" TEXT,
    "action_taken" VARCHAR(50),
    "severity" VARCHAR(50),
    "metadata" JSONB,
    "timestamp" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "guardrail_violations_pkey" PRIMARY KEY ("violation_id")
);

-- CreateTable
CREATE TABLE "cyrex"."cyrex_sessions" (
    "session_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "user_id" VARCHAR(255),
    "agent_id" VARCHAR(255),
    "status" VARCHAR(50) NOT NULL,
    "context" JSONB,
    "metadata" JSONB,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "expires_at" TIMESTAMP(6),
    "last_activity" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "cyrex_sessions_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "cyrex"."cyrex_vendors" (
    "vendor_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "vendor_name" VARCHAR(500) NOT NULL,
    "industries_served" JSONB DEFAULT '[]',
    "total_invoices_analyzed" INTEGER DEFAULT 0,
    "total_invoice_amount" DECIMAL(15,2) DEFAULT 0,
    "fraud_flags_count" INTEGER DEFAULT 0,
    "fraud_flags_by_industry" JSONB DEFAULT '{}',
    "fraud_types_detected" JSONB DEFAULT '[]',
    "average_invoice_amount" DECIMAL(15,2) DEFAULT 0,
    "average_price_deviation" DECIMAL(10,2) DEFAULT 0,
    "pricing_deviation_history" JSONB DEFAULT '[]',
    "current_risk_score" DECIMAL(5,2) DEFAULT 0,
    "risk_level" VARCHAR(20) DEFAULT 'low',
    "risk_history" JSONB DEFAULT '[]',
    "cross_industry_flags" INTEGER DEFAULT 0,
    "flagged_by_industries" JSONB DEFAULT '[]',
    "first_seen" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "last_activity" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "status" VARCHAR(20) DEFAULT 'active',
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "cyrex_vendors_pkey" PRIMARY KEY ("vendor_id")
);

-- CreateTable
CREATE TABLE "cyrex"."cyrex_invoices" (
    "invoice_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "vendor_id" VARCHAR(255) NOT NULL,
    "vendor_name" VARCHAR(500) NOT NULL,
    "industry" VARCHAR(100) NOT NULL,
    "invoice_number" VARCHAR(255),
    "invoice_date" TIMESTAMP(6),
    "total_amount" DECIMAL(15,2) NOT NULL,
    "service_category" VARCHAR(255),
    "fraud_detected" BOOLEAN DEFAULT false,
    "risk_score" DECIMAL(5,2) DEFAULT 0,
    "risk_level" VARCHAR(20) DEFAULT 'low',
    "fraud_indicators" JSONB DEFAULT '[]',
    "analyzed_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "cyrex_invoices_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "cyrex"."cyrex_pricing_benchmarks" (
    "benchmark_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "service_type" VARCHAR(255) NOT NULL,
    "industry" VARCHAR(100) NOT NULL,
    "location" VARCHAR(255),
    "min_price" DECIMAL(15,2),
    "avg_price" DECIMAL(15,2) NOT NULL,
    "max_price" DECIMAL(15,2),
    "unit" VARCHAR(50),
    "sample_size" INTEGER DEFAULT 0,
    "last_updated" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "metadata" JSONB DEFAULT '{}',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "cyrex_pricing_benchmarks_pkey" PRIMARY KEY ("benchmark_id")
);

-- CreateTable
CREATE TABLE "cyrex"."workflows" (
    "workflow_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "name" VARCHAR(255),
    "description" TEXT,
    "workflow_type" VARCHAR(100),
    "status" VARCHAR(50) DEFAULT 'pending',
    "current_step" VARCHAR(255),
    "total_steps" INTEGER DEFAULT 0,
    "completed_steps" INTEGER DEFAULT 0,
    "state_data" JSONB DEFAULT '{}',
    "step_results" JSONB DEFAULT '{}',
    "assigned_agents" JSONB DEFAULT '[]',
    "checkpoints" JSONB DEFAULT '[]',
    "error" TEXT,
    "error_count" INTEGER DEFAULT 0,
    "metadata" JSONB DEFAULT '{}',
    "tags" JSONB DEFAULT '[]',
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "started_at" TIMESTAMP(6),
    "completed_at" TIMESTAMP(6),
    "deadline" TIMESTAMP(6),

    CONSTRAINT "workflows_pkey" PRIMARY KEY ("workflow_id")
);

-- CreateTable
CREATE TABLE "cyrex"."task_executions" (
    "execution_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "workflow_id" VARCHAR(255),
    "agent_id" VARCHAR(255),
    "task_name" VARCHAR(255) NOT NULL,
    "task_type" VARCHAR(100),
    "priority" VARCHAR(20) DEFAULT 'normal',
    "status" VARCHAR(50) DEFAULT 'pending',
    "input_data" JSONB DEFAULT '{}',
    "output_data" JSONB,
    "error" TEXT,
    "retry_count" INTEGER DEFAULT 0,
    "max_retries" INTEGER DEFAULT 3,
    "timeout_seconds" INTEGER DEFAULT 300,
    "execution_time_ms" DOUBLE PRECISION,
    "created_at" TIMESTAMP(6) DEFAULT timezone('utc'::text, now()),
    "started_at" TIMESTAMP(6),
    "completed_at" TIMESTAMP(6),

    CONSTRAINT "task_executions_pkey" PRIMARY KEY ("execution_id")
);

-- CreateTable
CREATE TABLE "cyrex"."langgraph_states" (
    "state_id" VARCHAR(255) NOT NULL DEFAULT (gen_random_uuid())::text,
    "workflow_id" VARCHAR(255) NOT NULL,
    "current_node" VARCHAR(255),
    "next_nodes" JSONB,
    "data" JSONB,
    "history" JSONB,
    "status" VARCHAR(50) NOT NULL,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),
    "updated_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "langgraph_states_pkey" PRIMARY KEY ("state_id")
);

-- CreateIndex
CREATE INDEX "agents_name_idx" ON "cyrex"."agents"("name");

-- CreateIndex
CREATE INDEX "agents_role_idx" ON "cyrex"."agents"("role");

-- CreateIndex
CREATE INDEX "agent_playground_messages_agent_id_idx" ON "cyrex"."agent_playground_messages"("agent_id");

-- CreateIndex
CREATE INDEX "agent_playground_messages_created_at_idx" ON "cyrex"."agent_playground_messages"("created_at");

-- CreateIndex
CREATE INDEX "agent_playground_messages_instance_id_idx" ON "cyrex"."agent_playground_messages"("instance_id");

-- CreateIndex
CREATE INDEX "memories_expires_at_idx" ON "cyrex"."memories"("expires_at");

-- CreateIndex
CREATE INDEX "memories_memory_type_idx" ON "cyrex"."memories"("memory_type");

-- CreateIndex
CREATE INDEX "memories_session_id_idx" ON "cyrex"."memories"("session_id");

-- CreateIndex
CREATE INDEX "memories_user_id_idx" ON "cyrex"."memories"("user_id");

-- CreateIndex
CREATE INDEX "events_agent_id_idx" ON "cyrex"."events"("agent_id");

-- CreateIndex
CREATE INDEX "events_created_at_idx" ON "cyrex"."events"("created_at");

-- CreateIndex
CREATE INDEX "events_entity_type_entity_id_idx" ON "cyrex"."events"("entity_type", "entity_id");

-- CreateIndex
CREATE INDEX "events_event_type_idx" ON "cyrex"."events"("event_type");

-- CreateIndex
CREATE INDEX "events_severity_idx" ON "cyrex"."events"("severity");

-- CreateIndex
CREATE INDEX "events_workflow_id_idx" ON "cyrex"."events"("workflow_id");

-- CreateIndex
CREATE INDEX "event_processing_event_type_idx" ON "cyrex"."event_processing"("event_type");

-- CreateIndex
CREATE INDEX "event_processing_processed_idx" ON "cyrex"."event_processing"("processed");

-- CreateIndex
CREATE INDEX "event_processing_source_idx" ON "cyrex"."event_processing"("source");

-- CreateIndex
CREATE INDEX "event_processing_target_idx" ON "cyrex"."event_processing"("target");

-- CreateIndex
CREATE INDEX "event_processing_timestamp_idx" ON "cyrex"."event_processing"("timestamp");

-- CreateIndex
CREATE INDEX "synapse_messages_channel_idx" ON "cyrex"."synapse_messages"("channel");

-- CreateIndex
CREATE INDEX "synapse_messages_expires_at_idx" ON "cyrex"."synapse_messages"("expires_at");

-- CreateIndex
CREATE INDEX "synapse_messages_processed_idx" ON "cyrex"."synapse_messages"("processed");

-- CreateIndex
CREATE INDEX "synapse_messages_recipient_idx" ON "cyrex"."synapse_messages"("recipient");

-- CreateIndex
CREATE INDEX "guardrail_rules_enabled_idx" ON "cyrex"."guardrail_rules"("enabled");

-- CreateIndex
CREATE INDEX "guardrail_violations_rule_id_idx" ON "cyrex"."guardrail_violations"("rule_id");

-- CreateIndex
CREATE INDEX "guardrail_violations_timestamp_idx" ON "cyrex"."guardrail_violations"("timestamp");

-- CreateIndex
CREATE INDEX "cyrex_sessions_agent_id_idx" ON "cyrex"."cyrex_sessions"("agent_id");

-- CreateIndex
CREATE INDEX "cyrex_sessions_expires_at_idx" ON "cyrex"."cyrex_sessions"("expires_at");

-- CreateIndex
CREATE INDEX "cyrex_sessions_user_id_idx" ON "cyrex"."cyrex_sessions"("user_id");

-- CreateIndex
CREATE INDEX "cyrex_vendors_industries_served_idx" ON "cyrex"."cyrex_vendors" USING GIN ("industries_served");

-- CreateIndex
CREATE INDEX "cyrex_vendors_risk_level_current_risk_score_idx" ON "cyrex"."cyrex_vendors"("risk_level", "current_risk_score");

-- CreateIndex
CREATE INDEX "cyrex_vendors_status_idx" ON "cyrex"."cyrex_vendors"("status");

-- CreateIndex
CREATE INDEX "cyrex_vendors_vendor_name_idx" ON "cyrex"."cyrex_vendors"("vendor_name");

-- CreateIndex
CREATE INDEX "cyrex_invoices_fraud_detected_idx" ON "cyrex"."cyrex_invoices"("fraud_detected");

-- CreateIndex
CREATE INDEX "cyrex_invoices_industry_idx" ON "cyrex"."cyrex_invoices"("industry");

-- CreateIndex
CREATE INDEX "cyrex_invoices_invoice_date_idx" ON "cyrex"."cyrex_invoices"("invoice_date");

-- CreateIndex
CREATE INDEX "cyrex_invoices_vendor_id_idx" ON "cyrex"."cyrex_invoices"("vendor_id");

-- CreateIndex
CREATE INDEX "cyrex_pricing_benchmarks_service_type_industry_idx" ON "cyrex"."cyrex_pricing_benchmarks"("service_type", "industry");

-- CreateIndex (by hand: a benchmark without a location is the one for anywhere, so there is one)
CREATE UNIQUE INDEX "cyrex_pricing_benchmarks_service_type_industry_location_key" ON "cyrex"."cyrex_pricing_benchmarks"("service_type", "industry", "location") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "workflows_created_at_idx" ON "cyrex"."workflows"("created_at");

-- CreateIndex
CREATE INDEX "workflows_status_idx" ON "cyrex"."workflows"("status");

-- CreateIndex
CREATE INDEX "workflows_updated_at_idx" ON "cyrex"."workflows"("updated_at");

-- CreateIndex
CREATE INDEX "workflows_workflow_type_idx" ON "cyrex"."workflows"("workflow_type");

-- CreateIndex
CREATE INDEX "task_executions_agent_id_idx" ON "cyrex"."task_executions"("agent_id");

-- CreateIndex
CREATE INDEX "task_executions_created_at_idx" ON "cyrex"."task_executions"("created_at");

-- CreateIndex
CREATE INDEX "task_executions_status_idx" ON "cyrex"."task_executions"("status");

-- CreateIndex
CREATE INDEX "task_executions_workflow_id_idx" ON "cyrex"."task_executions"("workflow_id");

-- CreateIndex
CREATE INDEX "langgraph_states_status_idx" ON "cyrex"."langgraph_states"("status");

-- CreateIndex
CREATE INDEX "langgraph_states_workflow_id_idx" ON "cyrex"."langgraph_states"("workflow_id");

-- AddForeignKey
ALTER TABLE "cyrex"."task_executions" ADD CONSTRAINT "task_executions_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "cyrex"."workflows"("workflow_id") ON DELETE SET NULL ON UPDATE CASCADE;
