-- What Prisma's language cannot say. Each rule carries a sentence that clients show when it is broken.

ALTER TABLE "intelligence"."lease_versions"
  ADD CONSTRAINT "lease_versions_version_number_check" CHECK ("version_number" >= 1);
COMMENT ON CONSTRAINT "lease_versions_version_number_check" ON "intelligence"."lease_versions"
  IS 'Versions of a lease are numbered from 1.';

ALTER TABLE "intelligence"."contract_versions"
  ADD CONSTRAINT "contract_versions_version_number_check" CHECK ("version_number" >= 1);
COMMENT ON CONSTRAINT "contract_versions_version_number_check" ON "intelligence"."contract_versions"
  IS 'Versions of a contract are numbered from 1.';

ALTER TABLE "intelligence"."clauses"
  ADD CONSTRAINT "clauses_version_number_check" CHECK ("version_number" >= 1);
COMMENT ON CONSTRAINT "clauses_version_number_check" ON "intelligence"."clauses"
  IS 'A clause names the contract version it was read from, numbered from 1.';

ALTER TABLE "intelligence"."obligations"
  ADD CONSTRAINT "obligations_parent_check" CHECK ("lease_id" IS NOT NULL OR "contract_id" IS NOT NULL);
COMMENT ON CONSTRAINT "obligations_parent_check" ON "intelligence"."obligations"
  IS 'An obligation belongs to a lease, a contract, or both.';

ALTER TABLE "intelligence"."obligation_dependencies"
  ADD CONSTRAINT "obligation_dependencies_self_check"
  CHECK ("source_obligation_id" <> "target_obligation_id");
COMMENT ON CONSTRAINT "obligation_dependencies_self_check" ON "intelligence"."obligation_dependencies"
  IS 'An obligation cannot depend on itself.';

ALTER TABLE "intelligence"."obligation_dependencies"
  ADD CONSTRAINT "obligation_dependencies_cascade_depth_check" CHECK ("cascade_depth" >= 0);
COMMENT ON CONSTRAINT "obligation_dependencies_cascade_depth_check" ON "intelligence"."obligation_dependencies"
  IS 'The depth of a cascade is not negative.';
