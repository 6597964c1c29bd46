-- What no program may forget: the time of the last change, the record of changes of users, and that agents form trees.
-- No trigger writes an agent when a message is written; ai_agents.last_message_at says it when asked.

CREATE FUNCTION "system"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "system"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "users_set_updated_at" BEFORE UPDATE ON "iam"."users"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "user_preferences_set_updated_at" BEFORE UPDATE ON "iam"."user_preferences"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "agents_set_updated_at" BEFORE UPDATE ON "ai_agents"."agents"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "conversations_set_updated_at" BEFORE UPDATE ON "communication"."conversations"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "boards_set_updated_at" BEFORE UPDATE ON "workflow"."boards"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "workflows_set_updated_at" BEFORE UPDATE ON "workflow"."workflows"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "tasks_set_updated_at" BEFORE UPDATE ON "tasks"."tasks"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "configurations_set_updated_at" BEFORE UPDATE ON "system"."configurations"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();
CREATE TRIGGER "tools_set_updated_at" BEFORE UPDATE ON "marketplace"."tools"
  FOR EACH ROW EXECUTE FUNCTION "system"."set_updated_at"();

CREATE FUNCTION "system"."without_secrets"("image" jsonb) RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
RETURN (
  SELECT pg_catalog.jsonb_object_agg("key", "value") FROM pg_catalog.jsonb_each("image")
  WHERE "key" OPERATOR(pg_catalog.!~*) 'password|token|secret|api_?key|credential' AND "key" <> 'legacy_extra'
);
COMMENT ON FUNCTION "system"."without_secrets"(jsonb)
  IS 'The image of a row without columns whose name says that they hold a secret, and without legacy_extra, of which nobody knows what it holds.';

CREATE FUNCTION "iam"."existing_user"("candidate" text) RETURNS bigint
  LANGUAGE plpgsql
AS $$
DECLARE
  existing bigint;
BEGIN
  -- A setting that was once set reads as an empty string ever after; 18 digits are always a bigint.
  IF candidate OPERATOR(pg_catalog.~) '^[0-9]{1,18}$' THEN
    -- The lock is the one that the foreign key takes anyway. Taken here, a user deleted meanwhile is seen to be gone;
    -- taken by the key alone, the write would fail.
    SELECT users.id INTO existing FROM iam.users WHERE users.id = candidate::bigint FOR KEY SHARE;
  END IF;
  RETURN existing;
END;
$$;
COMMENT ON FUNCTION "iam"."existing_user"(text)
  IS 'The id of the user that the text names, or null when it is no number or no such user exists.';

CREATE FUNCTION "iam"."audit_user_change"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  old_row CONSTANT jsonb := to_jsonb(OLD);
  new_row jsonb;
BEGIN
  IF lower(current_setting('app.audit', true)) = 'off' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    new_row := to_jsonb(NEW);
    -- Compared with their secrets: a changed password is a change, though neither value is kept.
    IF old_row - '{updated_at,last_login}'::text[] = new_row - '{updated_at,last_login}'::text[] THEN
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO system.audit_logs (user_id, action, entity_type, entity_id, old_data, new_data, ip_address, user_agent)
  VALUES (
    iam.existing_user(current_setting('app.current_user_id', true)),
    CASE TG_OP WHEN 'UPDATE' THEN 'user_updated' ELSE 'user_deleted' END,
    'iam.users',
    OLD.id,
    system.without_secrets(old_row),
    system.without_secrets(new_row),
    NULLIF(current_setting('app.ip_address', true), ''),
    NULLIF(current_setting('app.user_agent', true), '')
  );
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "iam"."audit_user_change"()
  IS 'AFTER UPDATE OR DELETE of iam.users, FOR EACH ROW: writes one row to system.audit_logs, unless app.audit is off or nothing changed but updated_at and last_login.';

-- With the right to attach this function anyone could write any history.
REVOKE EXECUTE ON FUNCTION "iam"."audit_user_change"() FROM PUBLIC;

-- A new row says for itself that it was made, and when.
CREATE TRIGGER "users_audit" AFTER UPDATE OR DELETE ON "iam"."users"
  FOR EACH ROW EXECUTE FUNCTION "iam"."audit_user_change"();

CREATE FUNCTION "ai_agents"."refuse_agent_cycle"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path bigint[] := ARRAY[NEW.id];
  ancestor bigint := NEW.parent_agent_id;
  frozen_snapshot CONSTANT boolean := current_setting('transaction_isolation') IN ('repeatable read', 'serializable');
BEGIN
  -- Two moves that each are lawful can close a cycle together, so moves go one at a time. An insert need not wait:
  -- nobody else can see the new row yet, so nobody else can have put anything under it.
  IF TG_OP = 'UPDATE' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('ai_agents.agents.parent_agent_id', 0));
  END IF;
  WHILE ancestor IS NOT NULL LOOP
    IF ancestor = ANY (path) THEN
      RAISE EXCEPTION USING
        ERRCODE = '23514',
        SCHEMA = 'ai_agents',
        TABLE = 'agents',
        COLUMN = 'parent_agent_id',
        CONSTRAINT = 'agents_parent_acyclic',
        MESSAGE = format('agent %s cannot go under agent %s of "ai_agents"."agents": that would close a cycle', NEW.id, NEW.parent_agent_id),
        DETAIL = format('Upwards from the new parent: %s.', array_to_string(path[2:] || ancestor, ' -> ')),
        HINT = 'Move one of the agents on that way to another parent first, or to none.';
    END IF;
    path := path || ancestor;
    -- A snapshot taken before the wait does not show the move waited for; the row lock then fails with 40001.
    IF frozen_snapshot AND TG_OP = 'UPDATE' THEN
      PERFORM FROM ai_agents.agents WHERE agents.id = ancestor FOR SHARE;
    END IF;
    SELECT agents.parent_agent_id INTO ancestor FROM ai_agents.agents WHERE agents.id = ancestor;
  END LOOP;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "ai_agents"."refuse_agent_cycle"()
  IS 'AFTER INSERT OR UPDATE of agents.parent_agent_id: raises check_violation agents_parent_acyclic when the agent is its own ancestor.';

-- After the statement, not before each row: one statement may swap a parent and its child.
CREATE TRIGGER "agents_parent_acyclic_on_insert" AFTER INSERT ON "ai_agents"."agents"
  FOR EACH ROW WHEN (NEW."parent_agent_id" IS NOT NULL)
  EXECUTE FUNCTION "ai_agents"."refuse_agent_cycle"();
CREATE TRIGGER "agents_parent_acyclic_on_update" AFTER UPDATE ON "ai_agents"."agents"
  FOR EACH ROW WHEN (NEW."parent_agent_id" IS NOT NULL AND NEW."parent_agent_id" IS DISTINCT FROM OLD."parent_agent_id")
  EXECUTE FUNCTION "ai_agents"."refuse_agent_cycle"();

-- A time kept in the agent's row would be written with every message, and one agent has many conversations at once.
CREATE FUNCTION "ai_agents"."last_message_at"("agent" bigint) RETURNS timestamptz
  LANGUAGE sql
  STABLE
  PARALLEL SAFE
RETURN (
  SELECT "created_at" FROM "communication"."messages" WHERE "agent_id" = "agent" ORDER BY "created_at" DESC LIMIT 1
);
COMMENT ON FUNCTION "ai_agents"."last_message_at"(bigint)
  IS 'When the agent sent its last message, or null if it sent none; one step of messages_agent_id_created_at_idx.';
