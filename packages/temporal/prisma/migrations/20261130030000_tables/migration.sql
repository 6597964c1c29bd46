-- What tables keep versions, and which lineages were purged. Versions themselves stand beside the tables they are of,
-- in the schema of whoever owns those; nothing here grows with them.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "temporal";

-- CreateTable
CREATE TABLE "temporal"."kept_tables" (
    "schema_name" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "excluded" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "deleted_at" TEXT,
    "purge_after" interval,
    "shape" TEXT NOT NULL,
    "state" BIGINT,

    CONSTRAINT "kept_tables_pkey" PRIMARY KEY ("schema_name","table_name")
);

-- CreateTable
CREATE TABLE "temporal"."purges" (
    "id" BIGSERIAL NOT NULL,
    "schema_name" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "key" JSONB NOT NULL,
    "versions" INTEGER,
    "editor" TEXT,
    "purged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "purges_pkey" PRIMARY KEY ("id")
);

-- The guard of versions asks for these at each row that is purged; there are as many as purges at this moment.
CREATE UNIQUE INDEX "purges_under_way_key" ON "temporal"."purges" ("schema_name", "table_name", "key")
  WHERE "versions" IS NULL;
