-- The log of what happened, and how far its readers are. Services reach it through functions alone.
--
-- Tenants and actors are plain text without foreign keys: the log stays when they go, and it does not mind whether
-- their ids are numbers or uuids.

CREATE SCHEMA IF NOT EXISTS "event_log";

CREATE TABLE "event_log"."streams" (
    "tenant" VARCHAR(200) NOT NULL,
    "stream" VARCHAR(200) NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "streams_pkey" PRIMARY KEY ("tenant", "stream"),
    CONSTRAINT "streams_names_check" CHECK ("tenant" <> '' AND "stream" <> '')
);
COMMENT ON CONSTRAINT "streams_names_check" ON "event_log"."streams" IS 'Tenant and stream have a name.';

-- seq is no identity column, for before PostgreSQL 17 partitions do not have that of their table. Its sequence caches
-- nothing: of two events of a stream the later must have the higher number, whichever sessions wrote them. Nor does the column own it: what copies definitions cannot give
-- a sequence to a partitioned table before both have their owner.
CREATE SEQUENCE "event_log"."events_seq";

CREATE FUNCTION "event_log"."next_seq"() RETURNS bigint
  LANGUAGE sql
  VOLATILE
AS $$ SELECT pg_catalog.nextval('event_log.events_seq') $$;
COMMENT ON FUNCTION "event_log"."next_seq"() IS 'The number of the event that is being written.';

-- A unique key of a partitioned table must hold the partition column. That a version is there once in a stream is
-- kept by the row in streams, which who appends holds locked.
CREATE TABLE "event_log"."events" (
    "seq" BIGINT NOT NULL DEFAULT event_log.next_seq(),
    "position" BIGINT,
    "version" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "schema_version" INTEGER NOT NULL DEFAULT 1,
    "tenant" VARCHAR(200) NOT NULL,
    "stream" VARCHAR(200) NOT NULL,
    "type" VARCHAR(100) NOT NULL,
    "actor" VARCHAR(200),
    "data" JSONB NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "events_pkey" PRIMARY KEY ("tenant", "stream", "version", "occurred_at"),
    CONSTRAINT "events_type_check" CHECK ("type" <> ''),
    CONSTRAINT "events_schema_version_check" CHECK ("schema_version" > 0)
) PARTITION BY RANGE ("occurred_at");
COMMENT ON CONSTRAINT "events_type_check" ON "event_log"."events" IS 'An event has a type.';
COMMENT ON CONSTRAINT "events_schema_version_check" ON "event_log"."events"
  IS 'Versions of a type''s data begin with 1.';

CREATE INDEX "events_position_idx" ON "event_log"."events"("position");
CREATE INDEX "events_tenant_position_idx" ON "event_log"."events"("tenant", "position");
-- Holds the few events that have no position yet, in the order in which they will get them.
CREATE INDEX "events_unstamped_idx" ON "event_log"."events"("seq") WHERE "position" IS NULL;

CREATE TABLE "event_log"."event_keys" (
    "tenant" VARCHAR(200) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "stream" VARCHAR(200) NOT NULL,
    "first_version" BIGINT,
    "last_version" BIGINT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_keys_pkey" PRIMARY KEY ("tenant", "key"),
    CONSTRAINT "event_keys_key_check" CHECK ("key" <> '')
);
COMMENT ON CONSTRAINT "event_keys_pkey" ON "event_log"."event_keys"
  IS 'An idempotency key is used for one stream of its tenant.';
COMMENT ON CONSTRAINT "event_keys_key_check" ON "event_log"."event_keys" IS 'An idempotency key has a text.';
CREATE INDEX "event_keys_created_at_idx" ON "event_log"."event_keys"("created_at");

CREATE TABLE "event_log"."log_position" (
    "is_only" BOOLEAN NOT NULL DEFAULT true,
    "position" BIGINT NOT NULL,

    CONSTRAINT "log_position_pkey" PRIMARY KEY ("is_only"),
    CONSTRAINT "log_position_only_check" CHECK ("is_only")
);
COMMENT ON CONSTRAINT "log_position_only_check" ON "event_log"."log_position" IS 'There is one row.';
INSERT INTO "event_log"."log_position" ("position") VALUES (0);

CREATE TABLE "event_log"."projections" (
    "name" VARCHAR(100) NOT NULL,
    "version" INTEGER NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "status" VARCHAR(20) NOT NULL DEFAULT 'running',
    "error" TEXT,
    "ran_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "projections_pkey" PRIMARY KEY ("name", "version"),
    CONSTRAINT "projections_status_check" CHECK (("status" = 'failed') = ("error" IS NOT NULL)
      AND "status"::text IN ('running', 'failed'))
);
COMMENT ON CONSTRAINT "projections_status_check" ON "event_log"."projections"
  IS 'A projection is running, or has failed with an error.';
