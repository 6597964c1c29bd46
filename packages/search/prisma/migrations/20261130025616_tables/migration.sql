-- What can be found: tables that packages registered, the text of their rows, and vectors of these texts by models.
-- Text and words lie here and not in generated columns of the registered tables: a change of language then rewrites
-- nothing of theirs, row security does not keep the index from being used, and a worker needs no right on them.
-- Vectors are apart from what a search reads of every row, since PostgreSQL moves only values beyond 2 kB aside.

CREATE SCHEMA IF NOT EXISTS "search";

CREATE TABLE "search"."collections" (
    "name" TEXT NOT NULL,
    "source" regclass NOT NULL,
    "key_column" TEXT NOT NULL,
    "tenant_column" TEXT NOT NULL,
    "kind_column" TEXT,
    "title_column" TEXT,
    "description_column" TEXT,
    "content_column" TEXT,
    "visible" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    CONSTRAINT "collections_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "search"."collection_models" (
    "collection" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "dimensions" INTEGER NOT NULL,

    CONSTRAINT "collection_models_pkey" PRIMARY KEY ("collection","model")
);

CREATE TABLE "search"."documents" (
    "tenant" TEXT NOT NULL,
    "collection" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("tenant","collection","key")
);

CREATE TABLE "search"."embeddings" (
    "id" BIGSERIAL NOT NULL,
    "tenant" TEXT NOT NULL,
    "collection" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "content_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "available_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signs" VARBIT,

    CONSTRAINT "embeddings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "search"."vectors" (
    "embedding_id" BIGINT NOT NULL,
    "model" TEXT NOT NULL,
    "vector" REAL[] NOT NULL,

    CONSTRAINT "vectors_pkey" PRIMARY KEY ("embedding_id")
);

CREATE UNIQUE INDEX "collections_source_key" ON "search"."collections"("source");

CREATE INDEX "documents_collection_language_idx" ON "search"."documents"("collection", "language");

CREATE INDEX "documents_words_idx" ON "search"."documents" USING GIN ("words");

CREATE INDEX "embeddings_collection_model_idx" ON "search"."embeddings"("collection", "model");

CREATE UNIQUE INDEX "embeddings_tenant_collection_model_key_key" ON "search"."embeddings"("tenant", "collection", "model", "key");

ALTER TABLE "search"."collection_models" ADD CONSTRAINT "collection_models_collection_fkey" FOREIGN KEY ("collection") REFERENCES "search"."collections"("name") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "search"."documents" ADD CONSTRAINT "documents_collection_fkey" FOREIGN KEY ("collection") REFERENCES "search"."collections"("name") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "search"."embeddings" ADD CONSTRAINT "embeddings_tenant_collection_key_fkey" FOREIGN KEY ("tenant", "collection", "key") REFERENCES "search"."documents"("tenant", "collection", "key") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "search"."embeddings" ADD CONSTRAINT "embeddings_collection_model_fkey" FOREIGN KEY ("collection", "model") REFERENCES "search"."collection_models"("collection", "model") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "search"."vectors" ADD CONSTRAINT "vectors_embedding_id_fkey" FOREIGN KEY ("embedding_id") REFERENCES "search"."embeddings"("id") ON DELETE CASCADE ON UPDATE CASCADE;
