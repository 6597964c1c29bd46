-- Indexes beyond Prisma's language: on expressions, and on a part of the rows.

-- An address is one person's, however he types it. users_email_key stays for look-ups as written.
CREATE UNIQUE INDEX "users_email_lower_key" ON "iam"."users" (lower("email"));
COMMENT ON INDEX "iam"."users_email_lower_key"
  IS 'No two users have the same address, not even with other capital letters.';

-- Only public boards are ever listed for everybody, and most boards are not public.
CREATE INDEX "boards_public_created_at_idx" ON "workflow"."boards" ("created_at" DESC) WHERE "is_public";

-- What is due; most tasks are completed.
CREATE INDEX "tasks_not_completed_due_date_idx" ON "tasks"."tasks" ("due_date") WHERE "status" <> 'completed';

-- Search by words of name and description. No index on the columns themselves could find a word inside.
CREATE INDEX "tools_search_idx" ON "marketplace"."tools"
  USING GIN (to_tsvector('pg_catalog.english'::regconfig, "name" || ' ' || "description"));
