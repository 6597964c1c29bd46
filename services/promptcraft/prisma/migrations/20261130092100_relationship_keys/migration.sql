-- A relationship is what it relates, once a type: nothing has referred to it by another key. So the rows of old tables that
-- say so find it again, whoever has made it, and it finds them.
ALTER TABLE "promptcraft"."relationship"
  DROP CONSTRAINT "relationship_pkey",
  DROP COLUMN "id",
  ADD COLUMN "legacy_rows" JSONB;

ALTER TABLE "promptcraft"."relationship"
  ADD CONSTRAINT "relationship_pkey" PRIMARY KEY USING INDEX "relationship_tenant_id_source_id_target_id_relationship_typ_key";
