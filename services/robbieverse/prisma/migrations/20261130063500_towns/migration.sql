-- A row that names a town is for the members of that town, any other for the whole organization. Policies that permit add
-- up: one for towns beside that for tenants would let through what either of them admits. This one restricts, so that
-- both have to hold.

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

-- The policy's condition, which denies without an error when nobody asks.
CREATE FUNCTION "core"."town_condition"("owner" name) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format(
    'town_id IS NULL OR town_id = ANY ((SELECT core.own_towns())::uuid[]) OR CURRENT_USER = %L OR (SELECT tenancy.is_crossing())',
    $1)
$$;

CREATE FUNCTION "core"."isolate_towns"("relation" regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one record;
BEGIN
  -- A town that is removed must take its rows along or stay: without a town they would be everybody's.
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1 AND confrelid = 'core.towns'::regclass
                    AND contype = 'f' AND confdeltype NOT IN ('n', 'd')) THEN
    RAISE EXCEPTION 'Rows of % belong to no town.', $1
      USING ERRCODE = 'invalid_table_definition',
            HINT = format('Before it, type: ALTER TABLE %s ADD FOREIGN KEY (organization_id, town_id) REFERENCES core.towns (organization_id, id) ON DELETE RESTRICT;', $1);
  END IF;
  FOR one IN SELECT pg_class.oid::regclass AS name, pg_get_userbyid(relowner) AS owner,
                    relrowsecurity AND relforcerowsecurity AS is_forced
               FROM tenancy.family($1) AS member JOIN pg_class ON pg_class.oid = member LOOP
    IF NOT one.is_forced THEN
      RAISE EXCEPTION 'Organizations are not kept apart in %.', one.name
        USING ERRCODE = 'invalid_table_definition', HINT = 'Call tenancy.isolate for its schema before it.';
    END IF;
    EXECUTE format('DROP POLICY IF EXISTS towns ON %s', one.name);
    EXECUTE format('CREATE POLICY towns ON %1$s AS RESTRICTIVE USING (%2$s) WITH CHECK (%2$s)',
                   one.name, core.town_condition(one.owner));
  END LOOP;
END $$;
COMMENT ON FUNCTION "core"."isolate_towns"(regclass)
  IS 'Last in a migration, after tenancy.isolate: from now on members of a town alone see and write the rows of this table that name it, by town_id. For partitions too; call it again when there are new ones.';
