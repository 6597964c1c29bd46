-- Reminders whose time has come, each taken once whoever sends them; and what has had its time.

CREATE FUNCTION "personality"."take_reminders"("at_most" integer) RETURNS TABLE (
  "kind" text, "reminder_id" uuid, "organization_id" uuid, "personality_id" integer, "user_id" uuid,
  "subject" text, "due_at" timestamptz, "remind_at" timestamptz
)
  LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  taken integer;
BEGIN
  -- A reminder that another sender holds is his.
  RETURN QUERY
    WITH due AS (
      SELECT reminder.organization_id, reminder.id, about.personality_id, about.user_id, about.description, about.deadline
      FROM personality.ai_commitment_reminders AS reminder
      JOIN personality.ai_commitments AS about
        ON about.organization_id = reminder.organization_id AND about.id = reminder.commitment_id
      WHERE reminder.sent_at IS NULL AND reminder.remind_at <= now() AND about.status = 'active'
      ORDER BY reminder.remind_at LIMIT at_most
      FOR UPDATE OF reminder SKIP LOCKED
    )
    UPDATE personality.ai_commitment_reminders AS sent SET sent_at = clock_timestamp() FROM due
    WHERE sent.organization_id = due.organization_id AND sent.id = due.id
    RETURNING 'commitment', sent.id, sent.organization_id, due.personality_id, due.user_id, due.description,
      due.deadline, sent.remind_at;
  GET DIAGNOSTICS taken = ROW_COUNT;
  RETURN QUERY
    WITH due AS (
      SELECT reminder.organization_id, reminder.id, about.personality_id, about.user_id, about.title, about.start_time
      FROM personality.ai_calendar_reminders AS reminder
      JOIN personality.ai_calendar_events AS about
        ON about.organization_id = reminder.organization_id AND about.id = reminder.event_id
      WHERE reminder.sent_at IS NULL AND reminder.remind_at <= now()
      ORDER BY reminder.remind_at LIMIT at_most - taken
      FOR UPDATE OF reminder SKIP LOCKED
    )
    UPDATE personality.ai_calendar_reminders AS sent SET sent_at = clock_timestamp() FROM due
    WHERE sent.organization_id = due.organization_id AND sent.id = due.id
    RETURNING 'calendar', sent.id, sent.organization_id, due.personality_id, due.user_id, due.title::text,
      due.start_time, sent.remind_at;
END;
$$;
COMMENT ON FUNCTION "personality"."take_reminders"(integer)
  IS 'Up to so many reminders whose time has come, of active commitments and of calendar events, marked as sent: no two callers are given the same. If the transaction fails they are due again.';

CREATE FUNCTION "personality"."expire"() RETURNS TABLE ("memories" bigint, "sessions" bigint)
  LANGUAGE sql
BEGIN ATOMIC
  WITH forgotten AS (
    DELETE FROM personality.ai_working_memory AS one WHERE one.expires_at <= now() RETURNING one.id
  ), disconnected AS (
    UPDATE personality.live_sessions AS one SET status = 'disconnected'
    WHERE one.status <> 'disconnected' AND one.last_active < now() - interval '1 day' RETURNING one.id
  )
  SELECT (SELECT count(*) FROM forgotten), (SELECT count(*) FROM disconnected);
END;
COMMENT ON FUNCTION "personality"."expire"()
  IS 'Removes working memories that have expired, and closes live sessions that nothing was heard of for a day; returns how many of each.';
