-- Whom an organization sees of the people that all organizations share, and which settings of the installation. Both tables
-- have no tenant, so the block leaves their rows to these policies.

-- A person is seen where he is a member, also after he left: his name stands at what he wrote there. He changes himself
-- alone; he is made and removed by none but the owner, whose functions below check what they do.
CREATE POLICY "users_seen" ON "core"."users" FOR SELECT USING (
  id = (SELECT CASE WHEN current_setting('app.current_user_id', true) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                    THEN current_setting('app.current_user_id', true)::uuid END)
  OR EXISTS (
    SELECT FROM core.organization_memberships AS membership
     WHERE membership.organization_id = (
             SELECT CASE WHEN current_setting('app.tenant', true) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                         THEN current_setting('app.tenant', true)::uuid END)
       AND membership.user_id = users.id));
CREATE POLICY "users_self" ON "core"."users" FOR UPDATE USING (
  id = (SELECT CASE WHEN current_setting('app.current_user_id', true) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                    THEN current_setting('app.current_user_id', true)::uuid END));

CREATE POLICY "system_config_seen" ON "core"."system_config" FOR SELECT USING (NOT is_sensitive);

-- As for what belongs to tenants: all of it for who acts as the owner, and for administrators who have crossed over.
DO $$
DECLARE
  name regclass;
BEGIN
  FOREACH name IN ARRAY ARRAY['core.users', 'core.system_config']::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY kept_by_owner ON %1$s TO %2$I USING (CURRENT_USER = %2$L) WITH CHECK (CURRENT_USER = %2$L)',
                   name, (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = name));
    IF tenancy.administrator() IS NOT NULL THEN
      EXECUTE format('CREATE POLICY kept_by_administrators ON %s TO %I USING ((SELECT tenancy.is_crossing())) WITH CHECK ((SELECT tenancy.is_crossing()))',
                     name, tenancy.administrator());
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION "core"."add_user"(
  "username" text, "email" text, "password_hash" text, "role" text DEFAULT 'user', "membership_role" text DEFAULT 'member'
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant CONSTANT text := current_setting('app.tenant', true);
  made uuid;
BEGIN
  IF tenant !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' IS NOT FALSE THEN
    RAISE EXCEPTION 'A user is made with his membership, and no organization asks.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO core.users (username, email, password_hash, role) VALUES ($1, $2, $3, $4) RETURNING id INTO made;
  INSERT INTO core.organization_memberships (organization_id, user_id, role) VALUES (tenant::uuid, made, $5);
  RETURN made;
END $$;
COMMENT ON FUNCTION "core"."add_user"(text, text, text, text, text)
  IS 'Makes a user with his first membership, in the organization that asks (app.tenant), and returns his id.';

-- Whether somebody may act for an organization. A text without settings, so that PostgreSQL makes it part of the query.
CREATE FUNCTION "core"."may_act"("organization_id" uuid, "user_id" uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM core.organization_memberships AS membership
      JOIN core.organizations AS organization ON organization.id = membership.organization_id
      JOIN core.users AS person ON person.id = membership.user_id
     WHERE membership.organization_id = may_act.organization_id AND membership.user_id = may_act.user_id
       AND membership.is_active AND person.is_active AND organization.status::text IN ('active', 'trial'))
$$;
COMMENT ON FUNCTION "core"."may_act"(uuid, uuid)
  IS 'Whether a user may act for an organization: he and his membership are active, and it is active or on trial.';

CREATE FUNCTION "core"."login_of"("name" text)
RETURNS TABLE ("user_id" uuid, "password_hash" text, "organization_ids" uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  -- A login begins with no organization. Nobody is taken for another whose address he has as his username.
  SELECT person.id, person.password_hash,
         ARRAY(SELECT membership.organization_id FROM core.organization_memberships AS membership
                WHERE membership.user_id = person.id AND core.may_act(membership.organization_id, person.id)
                ORDER BY membership.joined_at, membership.organization_id)
    FROM core.users AS person
   WHERE person.is_active AND (lower(person.email) = lower(name) OR lower(person.username) = lower(name))
   ORDER BY lower(person.email) = lower(name) DESC LIMIT 1
$$;
COMMENT ON FUNCTION "core"."login_of"(text)
  IS 'The active user of an address or username in any capitals, the hash of his password, and the organizations that he may act for, the longest first.';

CREATE FUNCTION "core"."session_of"("token_hash" bytea)
RETURNS TABLE ("session_id" uuid, "organization_id" uuid, "user_id" uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  -- A request begins with a token and no organization yet: the session says which.
  WITH found AS (
    SELECT session.id, session.organization_id, session.user_id FROM core.sessions AS session
     WHERE session.token_hash = session_of.token_hash AND session.revoked_at IS NULL AND session.expires_at > now()
       AND core.may_act(session.organization_id, session.user_id)),
  noted AS (
    UPDATE core.sessions AS session SET last_activity = now() FROM found
     WHERE session.id = found.id AND session.last_activity < now() - interval '1 minute')
  TABLE found
$$;
COMMENT ON FUNCTION "core"."session_of"(bytea)
  IS 'Whose session it is that holds, by the SHA-256 of its token; notes the time of it, to the minute.';

CREATE FUNCTION "core"."api_key_of"("key_hash" bytea)
RETURNS TABLE ("key_id" uuid, "organization_id" uuid, "user_id" uuid, "permissions" jsonb)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH found AS (
    SELECT key.id, key.organization_id, key.user_id, key.permissions FROM core.api_keys AS key
     WHERE key.key_hash = api_key_of.key_hash AND key.is_active AND (key.expires_at > now()) IS NOT FALSE
       AND core.may_act(key.organization_id, key.user_id)),
  noted AS (
    UPDATE core.api_keys AS key SET last_used = now() FROM found
     WHERE key.id = found.id AND (key.last_used < now() - interval '1 minute') IS NOT FALSE)
  TABLE found
$$;
COMMENT ON FUNCTION "core"."api_key_of"(bytea)
  IS 'Whose key it is that holds, by its SHA-256, and what it permits; notes the time of it, to the minute.';
