-- What is looked after, and what was done. Partitions are made at run time and are in no migration, so the ledger is
-- the only place that says where one came from and where it went.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "partitions";

-- CreateTable
CREATE TABLE "partitions"."parents" (
    "schema_name" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "every" TEXT NOT NULL,
    "ahead" INTEGER NOT NULL,
    "keep" interval,
    "drop_after" interval,
    "registered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "parents_pkey" PRIMARY KEY ("schema_name","table_name"),
    CONSTRAINT "parents_every_check" CHECK ("every"::text IN ('month', 'day')),
    CONSTRAINT "parents_ahead_check" CHECK ("ahead" BETWEEN 1 AND 366),
    CONSTRAINT "parents_keep_check" CHECK ("keep" > interval '0'),
    CONSTRAINT "parents_drop_after_check" CHECK ("drop_after" >= interval '0')
);

-- CreateTable
CREATE TABLE "partitions"."ledger" (
    "id" BIGSERIAL NOT NULL,
    "parent_schema" TEXT NOT NULL,
    "parent_table" TEXT NOT NULL,
    "partition_name" TEXT NOT NULL,
    "lower_bound" TIMESTAMPTZ(6),
    "upper_bound" TIMESTAMPTZ(6),
    "made_at" TIMESTAMPTZ(6),
    "drained_rows" BIGINT,
    "detached_at" TIMESTAMPTZ(6),
    "retired_as" TEXT,
    "rows" BIGINT,
    "archived_at" TIMESTAMPTZ(6),
    "archive" TEXT,
    "dropped_at" TIMESTAMPTZ(6),

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("id"),
    -- What is gone was checked to be in an archive, and what is archived was out of reach of writers.
    CONSTRAINT "ledger_archived_check" CHECK ("archived_at" IS NULL OR ("detached_at" IS NOT NULL AND "archive" IS NOT NULL)),
    CONSTRAINT "ledger_dropped_check" CHECK ("dropped_at" IS NULL OR "archived_at" IS NOT NULL)
);

-- One entry for each partition that is there; the entry of one that somebody dropped by hand is used again.
CREATE UNIQUE INDEX "ledger_partition_key"
  ON "partitions"."ledger" ("parent_schema", "parent_table", "partition_name") WHERE "detached_at" IS NULL;

COMMENT ON CONSTRAINT "parents_every_check" ON "partitions"."parents" IS 'a partition is as wide as a month or a day';
COMMENT ON CONSTRAINT "parents_ahead_check" ON "partitions"."parents" IS 'between 1 and 366 periods are made ahead';
COMMENT ON CONSTRAINT "parents_keep_check" ON "partitions"."parents" IS 'rows are kept for some time';
COMMENT ON CONSTRAINT "parents_drop_after_check" ON "partitions"."parents" IS 'nothing is dropped before it was detached';
COMMENT ON CONSTRAINT "ledger_archived_check" ON "partitions"."ledger" IS 'what is archived was detached, and names its archive';
COMMENT ON CONSTRAINT "ledger_dropped_check" ON "partitions"."ledger" IS 'what is dropped was archived';
