-- Who asks in the name of an organization meets its rows alone, whatever the query says.

-- The one name that no two organizations share: that a domain is taken is no secret. The check that comes with
-- isolation knows no such exception, so the index is made after it.
DROP INDEX "core"."organizations_domain_key";

SELECT tenancy.isolate('core', shared => ARRAY['users'], columns => '{"organizations": "id", "*": "organization_id"}');

CREATE UNIQUE INDEX "organizations_domain_key" ON "core"."organizations" ("domain");
