-- The first table of temporal. Say here why it exists and who uses it.
-- Times are without zone and hold UTC whatever the session's zone, so the default converts and never uses plain now().

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "temporal";

-- CreateTable
CREATE TABLE "temporal"."examples" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "title" VARCHAR(255) NOT NULL,
    "created_at" TIMESTAMP(6) NOT NULL DEFAULT timezone('utc'::text, now()),

    CONSTRAINT "examples_pkey" PRIMARY KEY ("id")
);
