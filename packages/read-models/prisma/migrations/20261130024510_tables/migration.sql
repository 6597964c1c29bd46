-- PostgreSQL does not keep when a materialized view was refreshed, nor whether that failed. A view cannot hold it either: a
-- column of the time makes every row another one at each refresh.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "read_models";

-- CreateTable
CREATE TABLE "read_models"."models" (
    "schema_name" TEXT NOT NULL,
    "view_name" TEXT NOT NULL,
    "every" interval NOT NULL,
    "source_function" TEXT,
    "registered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("schema_name","view_name"),
    CONSTRAINT "models_every_check" CHECK ("every" > interval '0')
);

-- CreateTable
CREATE TABLE "read_models"."runs" (
    "id" BIGSERIAL NOT NULL,
    "schema_name" TEXT NOT NULL,
    "view_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "finished_at" TIMESTAMPTZ(6),
    "outcome" TEXT NOT NULL DEFAULT 'running',
    "rows" BIGINT,
    "error" TEXT,
    "source_position" TEXT,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "runs_outcome_check" CHECK ("outcome"::text IN ('running', 'refreshed', 'unchanged', 'failed')),
    CONSTRAINT "runs_finished_check" CHECK (("outcome" = 'running') = ("finished_at" IS NULL)),
    CONSTRAINT "runs_error_check" CHECK (("outcome" = 'failed') = ("error" IS NOT NULL))
);

-- CreateIndex
CREATE INDEX "runs_schema_name_view_name_started_at_idx" ON "read_models"."runs"("schema_name", "view_name", "started_at" DESC);

COMMENT ON CONSTRAINT "models_every_check" ON "read_models"."models" IS 'a read model is refreshed after some time';
COMMENT ON CONSTRAINT "runs_outcome_check" ON "read_models"."runs" IS 'the outcome is running, refreshed, unchanged or failed';
COMMENT ON CONSTRAINT "runs_finished_check" ON "read_models"."runs" IS 'a run is over or it is running';
COMMENT ON CONSTRAINT "runs_error_check" ON "read_models"."runs" IS 'a run that failed says for what, and no other does';
