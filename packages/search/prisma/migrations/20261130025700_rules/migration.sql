-- What a row may hold, and the index that workers take their entries by.

ALTER TABLE "search"."collection_models"
  ADD CONSTRAINT "collection_models_dimensions_check" CHECK ("dimensions" BETWEEN 1 AND 16000);
COMMENT ON CONSTRAINT "collection_models_dimensions_check" ON "search"."collection_models"
  IS 'A model has 1 to 16,000 dimensions.';

ALTER TABLE "search"."embeddings"
  ADD CONSTRAINT "embeddings_status_check" CHECK ("status"::text IN ('pending', 'completed', 'failed')),
  ADD CONSTRAINT "embeddings_attempts_check" CHECK ("attempts" >= 0),
  ADD CONSTRAINT "embeddings_completed_check" CHECK ("status" <> 'completed' OR "signs" IS NOT NULL),
  ADD CONSTRAINT "embeddings_failed_check" CHECK ("status" <> 'failed' OR "error" IS NOT NULL);
COMMENT ON CONSTRAINT "embeddings_status_check" ON "search"."embeddings"
  IS 'The status of an embedding is pending, completed or failed.';
COMMENT ON CONSTRAINT "embeddings_attempts_check" ON "search"."embeddings"
  IS 'The attempts at an embedding are not negative.';
COMMENT ON CONSTRAINT "embeddings_completed_check" ON "search"."embeddings"
  IS 'A completed embedding has a vector.';
COMMENT ON CONSTRAINT "embeddings_failed_check" ON "search"."embeddings"
  IS 'A failed embedding says why.';

-- Random digits do not compress; trying would cost on every write.
ALTER TABLE "search"."vectors" ALTER COLUMN "vector" SET STORAGE EXTERNAL;

CREATE INDEX "embeddings_pending_idx" ON "search"."embeddings" ("model", "available_at")
  WHERE "status" = 'pending';
