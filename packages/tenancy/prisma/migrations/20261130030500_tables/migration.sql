-- Which tables are isolated is declared once and kept, so that a table that came later, or a policy that somebody
-- changed, is found. The record of crossings is what administrators leave behind.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "tenancy";

-- CreateTable
CREATE TABLE "tenancy"."tables" (
    "schema_name" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "tenant_column" TEXT,
    "condition" TEXT,

    CONSTRAINT "tables_pkey" PRIMARY KEY ("schema_name","table_name"),
    CONSTRAINT "tables_condition_check" CHECK (("tenant_column" IS NULL) = ("condition" IS NULL))
);

-- CreateTable
CREATE TABLE "tenancy"."crossings" (
    "id" BIGSERIAL NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "login" TEXT NOT NULL DEFAULT SESSION_USER,
    "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "ended_at" TIMESTAMPTZ(6),
    "failed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "crossings_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "crossings_actor_check" CHECK ("actor" ~ '\S'),
    CONSTRAINT "crossings_reason_check" CHECK ("reason" ~ '\S'),
    CONSTRAINT "crossings_ended_at_check" CHECK ("ended_at" >= "started_at")
);

-- CreateIndex
CREATE INDEX "crossings_transaction_id_idx" ON "tenancy"."crossings"("transaction_id");

-- CreateIndex
CREATE INDEX "crossings_actor_started_at_idx" ON "tenancy"."crossings"("actor", "started_at");

COMMENT ON CONSTRAINT "crossings_actor_check" ON "tenancy"."crossings" IS 'A crossing says who did it.';
COMMENT ON CONSTRAINT "crossings_reason_check" ON "tenancy"."crossings" IS 'A crossing says why.';
COMMENT ON CONSTRAINT "tables_condition_check" ON "tenancy"."tables" IS 'A table with a tenant column has a condition on it, any other has none.';
COMMENT ON CONSTRAINT "crossings_ended_at_check" ON "tenancy"."crossings" IS 'A crossing does not end before it begins.';
