-- What a town does is its members' alone, though the rest of the organization's business is everybody's there.

SELECT core.isolate_towns('business.companies');
SELECT core.isolate_towns('business.contacts');
SELECT core.isolate_towns('business.deals');
SELECT core.isolate_towns('business.activities');
