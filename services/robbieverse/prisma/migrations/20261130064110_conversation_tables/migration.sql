-- Conversations with their messages, and what is remembered of users. Vectors have one form, whatever model they are of:
-- real[], with the model and the dimensions beside them. What is referred to has its organization in its key, and a
-- foreign key names both.

CREATE SCHEMA IF NOT EXISTS "conversation";

CREATE TABLE "conversation"."conversations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" VARCHAR(255),
    "type" VARCHAR(50) NOT NULL DEFAULT 'chat',
    "status" VARCHAR(50) NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_message_at" TIMESTAMPTZ(6),
    "message_count" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "importance_score" INTEGER NOT NULL DEFAULT 5,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "conversation"."conversation_context" (
    "organization_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "context_key" VARCHAR(255) NOT NULL,
    "context_value" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "conversation_context_pkey" PRIMARY KEY ("organization_id","conversation_id","context_key")
);

CREATE TABLE "conversation"."conversation_analytics" (
    "organization_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "satisfaction" DECIMAL(3,2),
    "user_message_count" INTEGER NOT NULL DEFAULT 0,
    "assistant_message_count" INTEGER NOT NULL DEFAULT 0,
    "token_count" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DECIMAL(12,6) NOT NULL DEFAULT 0,
    "topics" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "measured_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_analytics_pkey" PRIMARY KEY ("organization_id","conversation_id")
);

CREATE TABLE "conversation"."ai_memories" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "category" VARCHAR(50) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "content" TEXT NOT NULL,
    "confidence_level" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "importance_level" INTEGER NOT NULL DEFAULT 5,
    "evidence_count" INTEGER NOT NULL DEFAULT 1,
    "evidence_examples" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "source_type" VARCHAR(50),
    "source_references" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "emotional_weight" INTEGER NOT NULL DEFAULT 5,
    "associated_people" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "contextual_tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_accessed" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_confirmed" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "access_count" INTEGER NOT NULL DEFAULT 1,
    "decay_rate" DOUBLE PRECISION NOT NULL DEFAULT 0.95,
    "is_core_memory" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "ai_memories_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "conversation"."messages" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "role" VARCHAR(20) NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "token_count" INTEGER NOT NULL DEFAULT 0,
    "model_used" VARCHAR(100),
    "emotional_tone" VARCHAR(50),
    "confidence_score" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "parent_message_id" UUID,
    "reaction_emojis" JSONB NOT NULL DEFAULT '{}',
    "is_pinned" BOOLEAN NOT NULL DEFAULT false,
    "is_flagged" BOOLEAN NOT NULL DEFAULT false,
    "flag_reason" TEXT,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "conversation"."message_embeddings" (
    "organization_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "model" VARCHAR(100) NOT NULL,
    "dimensions" INTEGER NOT NULL,
    "embedding" REAL[] NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_embeddings_pkey" PRIMARY KEY ("organization_id","message_id","model")
);

CREATE INDEX "conversations_organization_id_user_id_updated_at_idx" ON "conversation"."conversations"("organization_id", "user_id", "updated_at" DESC);

CREATE INDEX "conversations_organization_id_type_status_idx" ON "conversation"."conversations"("organization_id", "type", "status");

CREATE INDEX "conversations_organization_id_created_at_idx" ON "conversation"."conversations"("organization_id", "created_at");

CREATE INDEX "ai_memories_organization_id_user_id_importance_level_idx" ON "conversation"."ai_memories"("organization_id", "user_id", "importance_level" DESC);

CREATE INDEX "messages_organization_id_conversation_id_parent_message_id_idx" ON "conversation"."messages"("organization_id", "conversation_id", "parent_message_id");

CREATE UNIQUE INDEX "messages_organization_id_conversation_id_id_key" ON "conversation"."messages"("organization_id", "conversation_id", "id");

CREATE UNIQUE INDEX "messages_organization_id_conversation_id_position_key" ON "conversation"."messages"("organization_id", "conversation_id", "position");

ALTER TABLE "conversation"."conversations" ADD CONSTRAINT "conversations_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "conversation"."conversation_context" ADD CONSTRAINT "conversation_context_organization_id_conversation_id_fkey" FOREIGN KEY ("organization_id", "conversation_id") REFERENCES "conversation"."conversations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "conversation"."conversation_analytics" ADD CONSTRAINT "conversation_analytics_organization_id_conversation_id_fkey" FOREIGN KEY ("organization_id", "conversation_id") REFERENCES "conversation"."conversations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "conversation"."ai_memories" ADD CONSTRAINT "ai_memories_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "core"."organization_memberships"("organization_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "conversation"."messages" ADD CONSTRAINT "messages_organization_id_conversation_id_fkey" FOREIGN KEY ("organization_id", "conversation_id") REFERENCES "conversation"."conversations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- SET NULL names its column: without the list it would empty the others too.
ALTER TABLE "conversation"."messages" ADD CONSTRAINT "messages_organization_id_conversation_id_parent_message_id_fkey" FOREIGN KEY ("organization_id", "conversation_id", "parent_message_id") REFERENCES "conversation"."messages"("organization_id", "conversation_id", "id") ON DELETE SET NULL ("parent_message_id") ON UPDATE CASCADE;

ALTER TABLE "conversation"."message_embeddings" ADD CONSTRAINT "message_embeddings_organization_id_message_id_fkey" FOREIGN KEY ("organization_id", "message_id") REFERENCES "conversation"."messages"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
