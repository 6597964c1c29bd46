-- Who asks in the name of an organization meets its rows of integration alone, whatever the query says.

SELECT tenancy.isolate('integration', columns => '{"*": "organization_id"}');
