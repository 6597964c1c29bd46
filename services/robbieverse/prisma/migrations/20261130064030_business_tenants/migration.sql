-- Who asks in the name of an organization meets its rows of business alone, whatever the query says.

SELECT tenancy.isolate('business', columns => '{"*": "organization_id"}');
