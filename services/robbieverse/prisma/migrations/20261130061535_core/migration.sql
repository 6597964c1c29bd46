-- Organizations, which are the tenants; people, who may be in several of them; and towns, the parts of one. Whatever is a
-- person's in an organization refers to the membership, so that nobody has a row where he does not belong.

CREATE SCHEMA IF NOT EXISTS "core";

CREATE TABLE "core"."organizations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" VARCHAR(255) NOT NULL,
    "domain" VARCHAR(255),
    "org_type" VARCHAR(20) NOT NULL DEFAULT 'personal',
    "status" VARCHAR(20) NOT NULL DEFAULT 'active',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."organization_memberships" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" VARCHAR(20) NOT NULL DEFAULT 'member',
    "joined_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "organization_memberships_pkey" PRIMARY KEY ("organization_id","user_id")
);

CREATE TABLE "core"."towns" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "name" VARCHAR(50) NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "towns_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "core"."town_members" (
    "organization_id" UUID NOT NULL,
    "town_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "town_members_pkey" PRIMARY KEY ("organization_id","town_id","user_id")
);

CREATE TABLE "core"."users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "username" VARCHAR(50) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "password_hash" VARCHAR(255) NOT NULL,
    "role" VARCHAR(20) NOT NULL DEFAULT 'user',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "is_vip" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_login" TIMESTAMPTZ(6),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "organizations_domain_key" ON "core"."organizations"("domain");

CREATE INDEX "organization_memberships_user_id_idx" ON "core"."organization_memberships"("user_id");

CREATE UNIQUE INDEX "towns_organization_id_name_key" ON "core"."towns"("organization_id", "name");

CREATE INDEX "town_members_organization_id_user_id_idx" ON "core"."town_members"("organization_id", "user_id");

CREATE UNIQUE INDEX "users_username_key" ON "core"."users"("username");

CREATE UNIQUE INDEX "users_email_key" ON "core"."users"("email");

ALTER TABLE "core"."organization_memberships" ADD CONSTRAINT "organization_memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "core"."organization_memberships" ADD CONSTRAINT "organization_memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "core"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "core"."towns" ADD CONSTRAINT "towns_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "core"."organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "core"."town_members" ADD CONSTRAINT "town_members_organization_id_town_id_fkey" FOREIGN KEY ("organization_id", "town_id") REFERENCES "core"."towns"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "core"."town_members" ADD CONSTRAINT "town_members_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
