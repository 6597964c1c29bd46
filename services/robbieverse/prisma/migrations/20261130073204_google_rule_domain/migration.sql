-- The domain of a rule is its viewer's, which the viewer's key says already.

ALTER TABLE "integration"."google_data_access_rules" DROP CONSTRAINT "google_data_access_rules_organization_id_domain_id_fkey";
