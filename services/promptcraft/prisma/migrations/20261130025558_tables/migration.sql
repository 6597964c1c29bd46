-- Tenants, their people and sessions, entities with what refers to them, and usage. Every row has its tenant; what is
-- referred to has it in its key, and a foreign key names both, so that nothing can point to what is another tenant's.
-- References name the one id that an entity keeps through all its versions; versions are kept beside it.

CREATE SCHEMA IF NOT EXISTS "promptcraft";

CREATE TABLE "promptcraft"."entity" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "entity_type" VARCHAR(50) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "title" VARCHAR(500) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(50) NOT NULL DEFAULT 'draft',
    "visibility" VARCHAR(50) NOT NULL DEFAULT 'private',
    "content" JSONB NOT NULL,
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),
    "purge_at" TIMESTAMPTZ(6),

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id","tenant_id")
);

CREATE TABLE "promptcraft"."relationship" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "relationship_type" VARCHAR(50) NOT NULL,
    "strength" DECIMAL(3,2) NOT NULL DEFAULT 1,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "relationship_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "promptcraft"."favorite" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "legacy_ids" UUID[],

    CONSTRAINT "favorite_pkey" PRIMARY KEY ("tenant_id","user_id","entity_id")
);

CREATE TABLE "promptcraft"."share" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,
    "shared_by" UUID NOT NULL,
    "shared_with" UUID,
    "permission" VARCHAR(50) NOT NULL DEFAULT 'view',
    "expires_at" TIMESTAMPTZ(6),
    "token_hash" BYTEA,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accessed_at" TIMESTAMPTZ(6),

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "promptcraft"."suggestion" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "suggested_entity_id" UUID NOT NULL,
    "context_entity_id" UUID,
    "suggestion_type" VARCHAR(50) NOT NULL,
    "score" DECIMAL(5,4) NOT NULL,
    "reason" TEXT,
    "status" VARCHAR(50) NOT NULL DEFAULT 'pending',
    "feedback_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suggestion_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "promptcraft"."tenant" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(255) NOT NULL,
    "slug" VARCHAR(100) NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "promptcraft"."usage_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "user_id" UUID,
    "entity_id" UUID,
    "event_type" VARCHAR(100) NOT NULL,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "total_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DECIMAL(10,6) NOT NULL DEFAULT 0,
    "duration_ms" INTEGER,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_event_pkey" PRIMARY KEY ("id","tenant_id","occurred_at")
) PARTITION BY RANGE ("occurred_at");

-- A row whose day has no partition yet is kept here, not refused.
CREATE TABLE "promptcraft"."usage_event_default" PARTITION OF "promptcraft"."usage_event" DEFAULT;

CREATE TABLE "promptcraft"."user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "username" VARCHAR(100),
    "name" VARCHAR(255),
    "avatar_url" TEXT,
    "password_hash" TEXT,
    "oauth_provider" VARCHAR(50),
    "oauth_id" VARCHAR(255),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "failed_login_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(6),
    "last_login_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id","tenant_id")
);

CREATE TABLE "promptcraft"."session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token_hash" BYTEA NOT NULL,
    "refresh_token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "ip_address" INET,
    "user_agent" TEXT,
    "device_info" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "entity_tenant_id_entity_type_updated_at_idx" ON "promptcraft"."entity"("tenant_id", "entity_type", "updated_at" DESC);

CREATE INDEX "entity_tenant_id_owner_id_updated_at_idx" ON "promptcraft"."entity"("tenant_id", "owner_id", "updated_at" DESC);

CREATE INDEX "entity_tenant_id_visibility_status_idx" ON "promptcraft"."entity"("tenant_id", "visibility", "status");

CREATE INDEX "relationship_tenant_id_target_id_relationship_type_idx" ON "promptcraft"."relationship"("tenant_id", "target_id", "relationship_type");

CREATE INDEX "relationship_tenant_id_created_by_idx" ON "promptcraft"."relationship"("tenant_id", "created_by");

CREATE UNIQUE INDEX "relationship_tenant_id_source_id_target_id_relationship_typ_key" ON "promptcraft"."relationship"("tenant_id", "source_id", "target_id", "relationship_type");

CREATE INDEX "favorite_tenant_id_entity_id_idx" ON "promptcraft"."favorite"("tenant_id", "entity_id");

CREATE UNIQUE INDEX "share_token_hash_tenant_id_key" ON "promptcraft"."share"("token_hash", "tenant_id");

CREATE INDEX "share_tenant_id_shared_by_idx" ON "promptcraft"."share"("tenant_id", "shared_by");

CREATE INDEX "share_tenant_id_shared_with_idx" ON "promptcraft"."share"("tenant_id", "shared_with");

-- One share a person and, as nulls are not distinct, one public link.
CREATE UNIQUE INDEX "share_tenant_id_entity_id_shared_with_key" ON "promptcraft"."share"("tenant_id", "entity_id", "shared_with") NULLS NOT DISTINCT;

CREATE INDEX "suggestion_tenant_id_user_id_status_score_idx" ON "promptcraft"."suggestion"("tenant_id", "user_id", "status", "score" DESC);

CREATE INDEX "suggestion_tenant_id_suggested_entity_id_idx" ON "promptcraft"."suggestion"("tenant_id", "suggested_entity_id");

CREATE INDEX "suggestion_tenant_id_context_entity_id_idx" ON "promptcraft"."suggestion"("tenant_id", "context_entity_id");

CREATE UNIQUE INDEX "tenant_slug_key" ON "promptcraft"."tenant"("slug");

CREATE INDEX "usage_event_tenant_id_occurred_at_idx" ON "promptcraft"."usage_event"("tenant_id", "occurred_at");

CREATE INDEX "usage_event_tenant_id_user_id_occurred_at_idx" ON "promptcraft"."usage_event"("tenant_id", "user_id", "occurred_at");

CREATE INDEX "usage_event_tenant_id_entity_id_occurred_at_idx" ON "promptcraft"."usage_event"("tenant_id", "entity_id", "occurred_at");

CREATE INDEX "usage_event_tenant_id_event_type_occurred_at_idx" ON "promptcraft"."usage_event"("tenant_id", "event_type", "occurred_at");

CREATE UNIQUE INDEX "user_tenant_id_oauth_provider_oauth_id_key" ON "promptcraft"."user"("tenant_id", "oauth_provider", "oauth_id");

-- A token is looked up before its tenant is known, so its hash comes first.
CREATE UNIQUE INDEX "session_access_token_hash_tenant_id_key" ON "promptcraft"."session"("access_token_hash", "tenant_id");

CREATE UNIQUE INDEX "session_refresh_token_hash_tenant_id_key" ON "promptcraft"."session"("refresh_token_hash", "tenant_id");

CREATE INDEX "session_tenant_id_user_id_idx" ON "promptcraft"."session"("tenant_id", "user_id");

CREATE INDEX "session_expires_at_idx" ON "promptcraft"."session"("expires_at");

ALTER TABLE "promptcraft"."entity" ADD CONSTRAINT "entity_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "promptcraft"."tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."entity" ADD CONSTRAINT "entity_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."relationship" ADD CONSTRAINT "relationship_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."relationship" ADD CONSTRAINT "relationship_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Here and below SET NULL names its column: without the list it would empty tenant_id too.
ALTER TABLE "promptcraft"."relationship" ADD CONSTRAINT "relationship_tenant_id_created_by_fkey" FOREIGN KEY ("tenant_id", "created_by") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE SET NULL ("created_by") ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."favorite" ADD CONSTRAINT "favorite_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."favorite" ADD CONSTRAINT "favorite_tenant_id_entity_id_fkey" FOREIGN KEY ("tenant_id", "entity_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."share" ADD CONSTRAINT "share_tenant_id_entity_id_fkey" FOREIGN KEY ("tenant_id", "entity_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."share" ADD CONSTRAINT "share_tenant_id_shared_by_fkey" FOREIGN KEY ("tenant_id", "shared_by") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."share" ADD CONSTRAINT "share_tenant_id_shared_with_fkey" FOREIGN KEY ("tenant_id", "shared_with") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."suggestion" ADD CONSTRAINT "suggestion_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."suggestion" ADD CONSTRAINT "suggestion_tenant_id_suggested_entity_id_fkey" FOREIGN KEY ("tenant_id", "suggested_entity_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."suggestion" ADD CONSTRAINT "suggestion_tenant_id_context_entity_id_fkey" FOREIGN KEY ("tenant_id", "context_entity_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."usage_event" ADD CONSTRAINT "usage_event_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "promptcraft"."tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."usage_event" ADD CONSTRAINT "usage_event_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE SET NULL ("user_id") ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."usage_event" ADD CONSTRAINT "usage_event_tenant_id_entity_id_fkey" FOREIGN KEY ("tenant_id", "entity_id") REFERENCES "promptcraft"."entity"("tenant_id", "id") ON DELETE SET NULL ("entity_id") ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."user" ADD CONSTRAINT "user_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "promptcraft"."tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "promptcraft"."session" ADD CONSTRAINT "session_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "promptcraft"."user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
