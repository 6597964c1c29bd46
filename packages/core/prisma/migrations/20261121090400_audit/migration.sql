-- Who changed what. The log is written by trigger, so that no program can forget it, and by the function's owner, so
-- that no program needs the right to write it. It must never be the reason that a write fails, nor a place where a
-- secret can be read.

CREATE FUNCTION "audit"."without_secrets"("document" jsonb, "depth" integer DEFAULT 0) RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
AS $$
DECLARE
  secret CONSTANT text := 'password|token|secret|api[_-]?key|credential';
BEGIN
  -- Most documents name no secret at all, and one look at their text proves it.
  IF document IS NULL OR document::text !~* secret THEN
    RETURN document;
  END IF;
  -- A client chooses the depth, the server's stack is finite, and the write must not fail.
  IF depth >= 100 THEN
    RETURN 'null';
  END IF;
  CASE pg_catalog.jsonb_typeof(document)
    WHEN 'object' THEN
      RETURN (
        SELECT COALESCE(pg_catalog.jsonb_object_agg(member.key, audit.without_secrets(member.value, depth + 1)), '{}')
        FROM pg_catalog.jsonb_each(document) AS member
        WHERE member.key !~* secret
      );
    WHEN 'array' THEN
      RETURN (
        SELECT pg_catalog.jsonb_agg(audit.without_secrets(element.value, depth + 1) ORDER BY element.ordinality)
        FROM pg_catalog.jsonb_array_elements(document) WITH ORDINALITY AS element
      );
    ELSE
      RETURN document;
  END CASE;
END;
$$;
COMMENT ON FUNCTION "audit"."without_secrets"(jsonb, integer)
  IS 'The document without members whose name holds password, token, secret, api_key or credential, at any depth to 100; what lies deeper beside a secret becomes null.';

CREATE FUNCTION "audit"."address_or_null"("address" text) RETURNS inet
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
AS $$
BEGIN
  RETURN NULLIF(address, '')::inet;
EXCEPTION
  WHEN invalid_text_representation THEN
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "audit"."address_or_null"(text)
  IS 'The network address that the text spells, or null when it spells none.';

CREATE FUNCTION "audit"."existing_user"("candidate" text) RETURNS uuid
  LANGUAGE plpgsql
AS $$
DECLARE
  existing uuid;
BEGIN
  -- A setting that was once set reads as an empty string ever after, and PostgreSQL 15 cannot test a cast.
  IF candidate ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN
    -- The lock is the one that the foreign key takes anyway. Taken here, a user deleted meanwhile is seen to be gone;
    -- taken by the key alone, the write would fail.
    SELECT users.id INTO existing FROM public.users WHERE users.id = candidate::uuid FOR KEY SHARE;
  END IF;
  RETURN existing;
END;
$$;
COMMENT ON FUNCTION "audit"."existing_user"(text)
  IS 'The id of the user that the text names, or null when it is no uuid or no such user exists.';

CREATE FUNCTION "public"."create_audit_log"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  old_row jsonb;
  new_row jsonb;
  actor uuid;
BEGIN
  IF lower(current_setting('app.audit', true)) = 'off' THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    old_row := to_jsonb(OLD);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    new_row := to_jsonb(NEW);
  END IF;
  -- Compared with their secrets: a changed password is a change, though neither value is kept.
  IF TG_OP = 'UPDATE' AND old_row - 'updated_at' = new_row - 'updated_at' THEN
    RETURN NULL;
  END IF;
  -- A deleted row names its last author, who need not be the one deleting it.
  actor := COALESCE(
    audit.existing_user(current_setting('app.current_user_id', true)),
    audit.existing_user(new_row ->> 'updated_by')
  );
  INSERT INTO audit.activity_logs (entity_type, entity_id, action, user_id, old_data, new_data, ip_address, user_agent)
  VALUES (
    TG_TABLE_NAME,
    (COALESCE(new_row, old_row) ->> 'id')::uuid,
    TG_OP,
    actor,
    audit.without_secrets(old_row),
    audit.without_secrets(new_row),
    audit.address_or_null(current_setting('app.ip_address', true)),
    NULLIF(current_setting('app.user_agent', true), '')
  );
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "public"."create_audit_log"()
  IS 'AFTER INSERT OR UPDATE OR DELETE, FOR EACH ROW, on a table with a uuid column id: writes one row to audit.activity_logs, unless app.audit is off or an update changed nothing.';

-- Anyone may make a temporary table named users; with the right to attach this function he could write any history.
REVOKE EXECUTE ON FUNCTION "public"."create_audit_log"() FROM PUBLIC;

CREATE TRIGGER "users_audit" AFTER INSERT OR UPDATE OR DELETE ON "public"."users"
  FOR EACH ROW EXECUTE FUNCTION "public"."create_audit_log"();
CREATE TRIGGER "projects_audit" AFTER INSERT OR UPDATE OR DELETE ON "public"."projects"
  FOR EACH ROW EXECUTE FUNCTION "public"."create_audit_log"();
CREATE TRIGGER "tasks_audit" AFTER INSERT OR UPDATE OR DELETE ON "public"."tasks"
  FOR EACH ROW EXECUTE FUNCTION "public"."create_audit_log"();
