-- Indexes beyond Prisma's language: on an expression, and on a part of the rows. None is on the arrays of tags: comparing
-- arrays is not leakproof, so row security would keep a service from using it.

-- The latest message that is not deleted.
CREATE INDEX "messages_live_created_at_idx" ON "conversation"."messages" ("organization_id", "conversation_id", "created_at")
  WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_pinned_idx" ON "conversation"."messages" ("organization_id", "conversation_id") WHERE "is_pinned";
CREATE INDEX "messages_flagged_idx" ON "conversation"."messages" ("organization_id", "created_at") WHERE "is_flagged";

CREATE INDEX "conversation_context_expires_at_idx" ON "conversation"."conversation_context" ("organization_id", "expires_at")
  WHERE "expires_at" IS NOT NULL;
CREATE INDEX "ai_memories_expires_at_idx" ON "conversation"."ai_memories" ("organization_id", "expires_at")
  WHERE "expires_at" IS NOT NULL;
CREATE INDEX "ai_memories_core_idx" ON "conversation"."ai_memories" ("organization_id", "user_id") WHERE "is_core_memory";

CREATE UNIQUE INDEX "ai_memories_organization_id_user_id_category_subject_lower_key"
  ON "conversation"."ai_memories" ("organization_id", "user_id", "category", lower("subject"));
COMMENT ON INDEX "conversation"."ai_memories_organization_id_user_id_category_subject_lower_key"
  IS 'Of a user there is one memory of a category and a subject, whatever its capital letters.';
