-- The towns of who asks are asked of a function: PostgreSQL plans the condition of a policy anew with each statement, and
-- two tables with policies of their own in it cost several times what the statement itself does.

CREATE FUNCTION "core"."own_towns"() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(member.town_id)
    FROM (SELECT current_setting('app.tenant', true) AS tenant, current_setting('app.current_user_id', true) AS actor,
                 '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AS id) AS asking
    JOIN core.organization_memberships AS membership
      ON membership.organization_id = CASE WHEN tenant ~* asking.id THEN tenant::uuid END
     AND membership.user_id = CASE WHEN actor ~* asking.id THEN actor::uuid END AND membership.is_active
    JOIN core.town_members AS member USING (organization_id, user_id)
$$;
COMMENT ON FUNCTION "core"."own_towns"()
  IS 'The towns of who asks (app.current_user_id), in the organization in whose name he does (app.tenant); null where there are none, or the settings are no ids.';

CREATE OR REPLACE FUNCTION "core"."town_condition"("owner" name) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format(
    'town_id IS NULL OR town_id = ANY ((SELECT core.own_towns())::uuid[]) OR CURRENT_USER = %L OR (SELECT tenancy.is_crossing())',
    $1)
$$;

SELECT core.isolate_towns(town) FROM unnest(ARRAY[
  'business.companies', 'business.contacts', 'business.deals', 'business.activities']::regclass[]) AS town;
