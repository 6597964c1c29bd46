-- Conversations and memories of an organization are met by nobody who asks in the name of another.

SELECT tenancy.isolate('conversation', columns => '{"*": "organization_id"}');
