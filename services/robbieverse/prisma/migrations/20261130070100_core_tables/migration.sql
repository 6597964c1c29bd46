-- Logins, keys of programs, the settings of the installation, the record of what was done, and what is to be done. What
-- two places of the old design had in two shapes, sessions and the record, is one table each.

CREATE TABLE "core"."system_config" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key" VARCHAR(255) NOT NULL,
    "value" JSONB NOT NULL,
    "category" VARCHAR(100) NOT NULL,
    "description" TEXT,
    "is_sensitive" BOOLEAN NOT NULL DEFAULT false,
    "updated_by" UUID,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_config_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."audit_log" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "action" VARCHAR(100) NOT NULL,
    "entity_type" VARCHAR(100),
    "entity_id" VARCHAR(255),
    "old_values" JSONB,
    "new_values" JSONB,
    "ip_address" INET,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "assigned_to" UUID,
    "related_to_type" VARCHAR(100),
    "related_to_id" UUID,
    "title" VARCHAR(500) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(20) NOT NULL DEFAULT 'todo',
    "priority" VARCHAR(20) NOT NULL DEFAULT 'medium',
    "due_date" TIMESTAMPTZ(6),
    "completed_at" TIMESTAMPTZ(6),
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id","organization_id")
);

CREATE TABLE "core"."sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "ip_address" INET,
    "user_agent" TEXT,
    "node_name" VARCHAR(100),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_activity" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."api_keys" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "permissions" JSONB NOT NULL DEFAULT '[]',
    "last_used" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "system_config_key_key" ON "core"."system_config"("key");

CREATE INDEX "audit_log_organization_id_entity_type_entity_id_created_at_idx" ON "core"."audit_log"("organization_id", "entity_type", "entity_id", "created_at");

CREATE INDEX "audit_log_organization_id_user_id_created_at_idx" ON "core"."audit_log"("organization_id", "user_id", "created_at");

CREATE INDEX "audit_log_organization_id_created_at_idx" ON "core"."audit_log"("organization_id", "created_at");

CREATE INDEX "tasks_organization_id_assigned_to_status_idx" ON "core"."tasks"("organization_id", "assigned_to", "status");

CREATE INDEX "tasks_organization_id_user_id_idx" ON "core"."tasks"("organization_id", "user_id");

CREATE INDEX "tasks_organization_id_related_to_type_related_to_id_idx" ON "core"."tasks"("organization_id", "related_to_type", "related_to_id");

CREATE INDEX "sessions_organization_id_user_id_idx" ON "core"."sessions"("organization_id", "user_id");

CREATE UNIQUE INDEX "sessions_token_hash_organization_id_key" ON "core"."sessions"("token_hash", "organization_id");

CREATE INDEX "api_keys_organization_id_user_id_idx" ON "core"."api_keys"("organization_id", "user_id");

CREATE UNIQUE INDEX "api_keys_key_hash_organization_id_key" ON "core"."api_keys"("key_hash", "organization_id");

ALTER TABLE "core"."system_config" ADD CONSTRAINT "system_config_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "core"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "core"."audit_log" ADD CONSTRAINT "audit_log_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "core"."audit_log" ADD CONSTRAINT "audit_log_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "core"."tasks" ADD CONSTRAINT "tasks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- SET NULL names its column: without the list it would empty organization_id too.
ALTER TABLE "core"."tasks" ADD CONSTRAINT "tasks_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE SET NULL ("user_id") ON UPDATE CASCADE;

ALTER TABLE "core"."tasks" ADD CONSTRAINT "tasks_organization_id_assigned_to_fkey" FOREIGN KEY ("organization_id", "assigned_to") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE SET NULL ("assigned_to") ON UPDATE CASCADE;

ALTER TABLE "core"."sessions" ADD CONSTRAINT "sessions_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "core"."api_keys" ADD CONSTRAINT "api_keys_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT tenancy.isolate(
  ARRAY['core.sessions', 'core.api_keys', 'core.audit_log', 'core.tasks']::regclass[],
  shared => ARRAY['core.system_config']::regclass[],
  columns => '{"*": "organization_id"}');
