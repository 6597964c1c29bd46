-- Positions of messages, and what a conversation says of its messages: right when the statement that wrote them ends,
-- however many they were. Each conversation is locked before anything is given or counted, several in the order of their
-- keys, so that writers at once wait for each other, and neither lose a count nor meet in a deadlock.

CREATE FUNCTION "conversation"."place_message"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  -- Held until the commit: so positions follow the order of commits.
  PERFORM FROM conversation.conversations AS c
  WHERE c.organization_id = NEW.organization_id AND c.id = NEW.conversation_id
  FOR NO KEY UPDATE;
  NEW.position := (
    SELECT COALESCE(max(m.position), 0) + 1 FROM conversation.messages AS m
    WHERE m.organization_id = NEW.organization_id AND m.conversation_id = NEW.conversation_id
  );
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "conversation"."place_message"()
  IS 'BEFORE INSERT OR UPDATE, FOR EACH ROW: puts a message at the end of its conversation.';

CREATE TRIGGER "messages_place" BEFORE INSERT ON "conversation"."messages"
  FOR EACH ROW WHEN (NEW."position" = 0)
  EXECUTE FUNCTION "conversation"."place_message"();

-- A message that moves to another conversation, and each of its replies, which follow by their key.
CREATE TRIGGER "messages_place_again" BEFORE UPDATE OF "organization_id", "conversation_id" ON "conversation"."messages"
  FOR EACH ROW WHEN ((NEW."organization_id", NEW."conversation_id") IS DISTINCT FROM (OLD."organization_id", OLD."conversation_id")
    AND NEW."position" IN (0, OLD."position"))
  EXECUTE FUNCTION "conversation"."place_message"();

CREATE FUNCTION "conversation"."mark_edited"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.edited_at := now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "conversation"."mark_edited"()
  IS 'BEFORE UPDATE OF content, FOR EACH ROW: sets edited_at, unless the writer did.';

CREATE TRIGGER "messages_mark_edited" BEFORE UPDATE OF "content" ON "conversation"."messages"
  FOR EACH ROW WHEN (NEW."content" <> OLD."content" AND NEW."edited_at" IS NOT DISTINCT FROM OLD."edited_at")
  EXECUTE FUNCTION "conversation"."mark_edited"();

CREATE FUNCTION "conversation"."count_messages"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
DECLARE
  organizations uuid[];
  conversations uuid[];
  amounts bigint[];
  times timestamptz[];
BEGIN
  -- A message that is written with a time of its own is history: it makes the conversation no younger than that time.
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(g.organization_id), array_agg(g.conversation_id),
      array_agg(g.amount), array_agg(g.changed_at)
    INTO organizations, conversations, amounts, times
    FROM (
      SELECT a.organization_id, a.conversation_id, count(*) FILTER (WHERE a.deleted_at IS NULL) AS amount,
        max(GREATEST(a.created_at, a.edited_at, a.deleted_at)) AS changed_at
      FROM after AS a GROUP BY a.organization_id, a.conversation_id
    ) AS g;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(g.organization_id), array_agg(g.conversation_id),
      array_agg(-g.amount), array_agg(now())
    INTO organizations, conversations, amounts, times
    FROM (
      SELECT b.organization_id, b.conversation_id, count(*) FILTER (WHERE b.deleted_at IS NULL) AS amount
      FROM before AS b GROUP BY b.organization_id, b.conversation_id
    ) AS g;
  ELSE
    SELECT array_agg(g.organization_id), array_agg(g.conversation_id),
      array_agg(g.amount), array_agg(g.changed_at)
    INTO organizations, conversations, amounts, times
    FROM (
      SELECT c.organization_id, c.conversation_id, sum(c.amount) AS amount, max(c.changed_at) AS changed_at
      FROM before AS b
      FULL JOIN after AS a ON a.organization_id = b.organization_id AND a.id = b.id
      -- What came, left, or was taken back from deletion has no time of its own for that.
      CROSS JOIN LATERAL (
        SELECT CASE WHEN a.conversation_id = b.conversation_id AND (b.deleted_at IS NULL OR a.deleted_at IS NOT NULL)
          THEN GREATEST(a.created_at, a.edited_at, a.deleted_at) ELSE now() END
      ) AS change (changed_at)
      CROSS JOIN LATERAL (VALUES
        (b.organization_id, b.conversation_id, CASE WHEN b.deleted_at IS NULL THEN -1 ELSE 0 END, change.changed_at),
        (a.organization_id, a.conversation_id, CASE WHEN a.deleted_at IS NULL THEN 1 ELSE 0 END, change.changed_at)
      ) AS c (organization_id, conversation_id, amount, changed_at)
      WHERE c.conversation_id IS NOT NULL
      GROUP BY c.organization_id, c.conversation_id
    ) AS g;
  END IF;
  PERFORM FROM conversation.conversations AS c
  WHERE (c.organization_id, c.id) IN (SELECT g.organization_id, g.id FROM unnest(organizations, conversations) AS g (organization_id, id))
  ORDER BY c.organization_id, c.id
  FOR NO KEY UPDATE;
  -- A statement of its own, so that it sees what whoever had the lock before has written.
  UPDATE conversation.conversations AS c
  SET message_count = c.message_count + g.amount,
    updated_at = GREATEST(c.updated_at, g.changed_at),
    last_message_at = (
      SELECT max(m.created_at) FROM conversation.messages AS m
      WHERE m.organization_id = c.organization_id AND m.conversation_id = c.id AND m.deleted_at IS NULL
    )
  FROM unnest(organizations, conversations, amounts, times) AS g (organization_id, id, amount, changed_at)
  WHERE c.organization_id = g.organization_id AND c.id = g.id;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "conversation"."count_messages"()
  IS 'AFTER INSERT, UPDATE OR DELETE, FOR EACH STATEMENT: brings message_count, last_message_at and updated_at of the conversations in step.';

CREATE TRIGGER "messages_count_inserted" AFTER INSERT ON "conversation"."messages"
  REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION "conversation"."count_messages"();
CREATE TRIGGER "messages_count_updated" AFTER UPDATE ON "conversation"."messages"
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION "conversation"."count_messages"();
CREATE TRIGGER "messages_count_deleted" AFTER DELETE ON "conversation"."messages"
  REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION "conversation"."count_messages"();

CREATE FUNCTION "conversation"."miscounted_conversations"() RETURNS TABLE (
  "organization_id" uuid, "id" uuid, "message_count" integer, "last_message_at" timestamptz, "updated_at" timestamptz
)
  LANGUAGE sql
  STABLE
AS $$
  SELECT c.organization_id, c.id, m.amount::integer, m.last_message_at, GREATEST(c.updated_at, m.changed_at)
  FROM conversation.conversations AS c
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE m.deleted_at IS NULL) AS amount,
      max(m.created_at) FILTER (WHERE m.deleted_at IS NULL) AS last_message_at,
      max(GREATEST(m.created_at, m.edited_at, m.deleted_at)) AS changed_at
    FROM conversation.messages AS m
    WHERE m.organization_id = c.organization_id AND m.conversation_id = c.id
  ) AS m
  WHERE c.message_count <> m.amount OR c.last_message_at IS DISTINCT FROM m.last_message_at OR c.updated_at < m.changed_at
$$;
COMMENT ON FUNCTION "conversation"."miscounted_conversations"()
  IS 'The conversations that say something else of their messages than these do, with what they should say. None, unless messages were written past the triggers.';

CREATE FUNCTION "conversation"."recount_conversations"() RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  amount bigint;
BEGIN
  PERFORM FROM conversation.conversations AS c
  WHERE (c.organization_id, c.id) IN (SELECT m.organization_id, m.id FROM conversation.miscounted_conversations() AS m)
  ORDER BY c.organization_id, c.id
  FOR NO KEY UPDATE;
  UPDATE conversation.conversations AS c
  SET message_count = m.message_count, last_message_at = m.last_message_at, updated_at = m.updated_at
  FROM conversation.miscounted_conversations() AS m
  WHERE c.organization_id = m.organization_id AND c.id = m.id;
  GET DIAGNOSTICS amount = ROW_COUNT;
  RETURN amount;
END;
$$;
COMMENT ON FUNCTION "conversation"."recount_conversations"()
  IS 'Corrects what conversations say of their messages, after messages were written past the triggers; returns how many were wrong. Those of the tenant in whose name it is called, or all for the owner.';

CREATE FUNCTION "conversation"."count_no_messages"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM conversation.recount_conversations();
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "conversation"."count_no_messages"()
  IS 'AFTER TRUNCATE: no conversation has a message.';
CREATE TRIGGER "messages_count_truncated" AFTER TRUNCATE ON "conversation"."messages"
  FOR EACH STATEMENT EXECUTE FUNCTION "conversation"."count_no_messages"();

CREATE FUNCTION "conversation"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "conversation"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

-- Not of what is counted: the times of messages decide there.
CREATE TRIGGER "conversations_set_updated_at"
  BEFORE UPDATE OF "user_id", "title", "type", "status", "metadata", "tags", "importance_score" ON "conversation"."conversations"
  FOR EACH ROW EXECUTE FUNCTION "conversation"."set_updated_at"();

CREATE FUNCTION "conversation"."access_memory"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.last_accessed := now();
  NEW.access_count := OLD.access_count + 1;
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "conversation"."access_memory"()
  IS 'BEFORE UPDATE OF content, FOR EACH ROW: a memory whose content changes was accessed.';
CREATE TRIGGER "ai_memories_access" BEFORE UPDATE OF "content" ON "conversation"."ai_memories"
  FOR EACH ROW WHEN (NEW."content" <> OLD."content")
  EXECUTE FUNCTION "conversation"."access_memory"();
