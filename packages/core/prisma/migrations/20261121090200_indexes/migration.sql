-- Indexes beyond Prisma's language: on expressions, and on a part of the rows.

-- Nobody has two accounts that differ only in how the address is written. users_email_key stays for look-ups as written.
CREATE UNIQUE INDEX "users_email_lower_key" ON "public"."users" (lower("email"));
COMMENT ON INDEX "public"."users_email_lower_key"
  IS 'No two users have the same address, not even with other capital letters.';

-- Search by words of the title: WHERE to_tsvector('english', title) @@ websearch_to_tsquery('english', ...).
CREATE INDEX "tasks_title_search_idx" ON "public"."tasks" USING GIN (to_tsvector('pg_catalog.english'::regconfig, "title"));

-- "What is open for this user, soonest first" is the query of every start page, and most tasks are closed.
CREATE INDEX "tasks_open_user_id_due_date_idx" ON "public"."tasks" ("user_id", "due_date")
  WHERE "status"::text NOT IN ('done', 'cancelled');
