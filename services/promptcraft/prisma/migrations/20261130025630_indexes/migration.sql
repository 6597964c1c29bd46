-- Indexes beyond Prisma's language: on expressions, and on a part of the rows.

-- Within a tenant an address and a name are one person's, however he types them.
CREATE UNIQUE INDEX "user_tenant_id_email_lower_key" ON "promptcraft"."user" ("tenant_id", lower("email"));
CREATE UNIQUE INDEX "user_tenant_id_username_lower_key" ON "promptcraft"."user" ("tenant_id", lower("username"));
COMMENT ON INDEX "promptcraft"."user_tenant_id_email_lower_key"
  IS 'No two users of a tenant have the same address, not even with other capital letters.';
COMMENT ON INDEX "promptcraft"."user_tenant_id_username_lower_key"
  IS 'No two users of a tenant have the same username, not even with other capital letters.';

-- What is due to be purged; most entities never are.
CREATE INDEX "entity_purge_at_idx" ON "promptcraft"."entity" ("purge_at") WHERE "purge_at" IS NOT NULL;
