-- Who asks in the name of a tenant meets its rows alone, whatever the query says.

-- The one name that no two tenants share, for addresses begin with it: that a slug is taken is no secret. The check
-- that comes with isolation knows no such exception, so the index is made after it.
DROP INDEX "promptcraft"."tenant_slug_key";

SELECT tenancy.isolate('promptcraft', columns => '{"tenant": "id"}');

CREATE UNIQUE INDEX "tenant_slug_key" ON "promptcraft"."tenant" ("slug");
