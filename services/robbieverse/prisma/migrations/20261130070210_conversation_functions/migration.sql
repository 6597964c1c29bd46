-- What several programs do with a conversation in the same way.

CREATE FUNCTION "conversation"."move_message"("organization" uuid, "message" uuid, "target" uuid) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  moved bigint;
BEGIN
  -- Before its row: who writes an answer has the conversation locked, and then asks for the message.
  PERFORM FROM conversation.conversations AS c
  WHERE c.organization_id = organization AND c.id IN (
    target,
    (SELECT m.conversation_id FROM conversation.messages AS m WHERE m.organization_id = organization AND m.id = message)
  )
  ORDER BY c.id
  FOR NO KEY UPDATE;
  -- The thread in one statement, so that no answer is without what it answers in between. Its new positions are none of
  -- the old ones either, for to a message that keeps its position the database gives another.
  WITH RECURSIVE thread AS (
    SELECT m.id, m.position FROM conversation.messages AS m
    WHERE m.organization_id = organization AND m.id = message AND m.conversation_id <> target
    UNION ALL
    SELECT m.id, m.position FROM thread AS t
    JOIN conversation.messages AS m ON m.organization_id = organization AND m.parent_message_id = t.id
  ), placed AS (
    SELECT t.id, row_number() OVER (ORDER BY t.position)
      + GREATEST(max(t.position) OVER (), (
        SELECT max(m.position) FROM conversation.messages AS m
        WHERE m.organization_id = organization AND m.conversation_id = target
      )) AS position
    FROM thread AS t
  )
  UPDATE conversation.messages AS m
  SET conversation_id = target, position = p.position,
    parent_message_id = CASE WHEN m.id <> message THEN m.parent_message_id END
  FROM placed AS p
  WHERE m.organization_id = organization AND m.id = p.id;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END;
$$;
COMMENT ON FUNCTION "conversation"."move_message"(uuid, uuid, uuid)
  IS 'Moves a message, with all that answers it, to the end of another conversation of the organization; it answers nothing there. Returns how many moved: none where it is not found, or there already.';

CREATE FUNCTION "conversation"."live_context"("organization" uuid, "conversation" uuid)
  RETURNS SETOF "conversation"."conversation_context"
  LANGUAGE sql
  STABLE
AS $$
  SELECT c.* FROM conversation.conversation_context AS c
  WHERE c.organization_id = live_context.organization AND c.conversation_id = live_context.conversation
    AND (c.expires_at IS NULL OR c.expires_at > now())
$$;
COMMENT ON FUNCTION "conversation"."live_context"(uuid, uuid)
  IS 'What is known in a conversation and not expired.';

CREATE FUNCTION "conversation"."measure_conversation"("organization" uuid, "conversation" uuid)
  RETURNS SETOF "conversation"."conversation_analytics"
  LANGUAGE sql
AS $$
  INSERT INTO conversation.conversation_analytics AS a (
    organization_id, conversation_id, user_message_count, assistant_message_count, token_count, measured_at)
  SELECT c.organization_id, c.id, count(m.id) FILTER (WHERE m.role = 'user'),
    count(m.id) FILTER (WHERE m.role::text IN ('assistant', 'gatekeeper', 'mentor', 'robbie')),
    COALESCE(sum(m.token_count), 0), now()
  FROM conversation.conversations AS c
  LEFT JOIN conversation.messages AS m
    ON m.organization_id = c.organization_id AND m.conversation_id = c.id AND m.deleted_at IS NULL
  WHERE c.organization_id = measure_conversation.organization AND c.id = measure_conversation.conversation
  GROUP BY c.organization_id, c.id
  ON CONFLICT ON CONSTRAINT conversation_analytics_pkey DO UPDATE
  SET user_message_count = excluded.user_message_count, assistant_message_count = excluded.assistant_message_count,
    token_count = excluded.token_count, measured_at = excluded.measured_at
  RETURNING a.*
$$;
COMMENT ON FUNCTION "conversation"."measure_conversation"(uuid, uuid)
  IS 'Counts the messages and tokens of a conversation that are not deleted; what people said of it, and its cost, stay.';
