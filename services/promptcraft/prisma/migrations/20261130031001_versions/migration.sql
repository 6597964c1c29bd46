-- Every version of an entity is kept beside it, under the one id that favorites, shares and relationships name. A write by
-- whatever program makes one. When a row was last written is no part of what it said: that is when the version began.

CREATE TABLE "promptcraft"."entity_version" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "editor" TEXT,
    "operation" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "entity_type" VARCHAR(50) NOT NULL,
    "title" VARCHAR(500) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(50) NOT NULL,
    "visibility" VARCHAR(50) NOT NULL,
    "content" JSONB NOT NULL,
    "tags" TEXT[] NOT NULL,
    "metadata" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "published_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),
    "purge_at" TIMESTAMPTZ(6),

    CONSTRAINT "entity_version_pkey" PRIMARY KEY ("id","tenant_id","version")
);

CREATE UNIQUE INDEX "entity_version_id_tenant_id_valid_from_key" ON "promptcraft"."entity_version"("id", "tenant_id", "valid_from");
