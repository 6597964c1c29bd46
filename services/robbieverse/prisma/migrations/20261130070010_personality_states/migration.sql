-- How a personality is for the whole network, and its history, in step.

CREATE FUNCTION "personality"."state_of"("personality_id" integer) RETURNS jsonb
  LANGUAGE sql
  STABLE
BEGIN ATOMIC
  SELECT jsonb_build_object(
    'mood', mood.name, 'mode', state.current_mode, 'energy_level', state.energy_level, 'focus_state', state.focus_state
  )
  FROM personality.ai_personality_state AS state
  LEFT JOIN personality.moods AS mood ON mood.id = state.current_mood_id
  WHERE state.personality_id = state_of.personality_id;
END;
COMMENT ON FUNCTION "personality"."state_of"(integer)
  IS 'How a personality is for the whole network: an object of mood, mode, energy_level and focus_state; null before the first change.';

CREATE FUNCTION "personality"."change_state"(
  "personality_id" integer, "changes" jsonb,
  "reason" text DEFAULT NULL, "changed_by" uuid DEFAULT NULL, "interface_source" text DEFAULT NULL
) RETURNS TABLE ("change_id" uuid, "occurred_at" timestamptz, "old_state" jsonb, "new_state" jsonb)
  LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  unknown text;
  was jsonb;
  becomes jsonb;
  changed_at timestamptz;
BEGIN
  SELECT key INTO unknown FROM pg_catalog.jsonb_object_keys(changes) AS key
  WHERE key NOT IN ('mood', 'mode', 'energy_level', 'focus_state');
  IF FOUND THEN
    RAISE EXCEPTION 'A state has no %.', pg_catalog.quote_literal(unknown)
      USING ERRCODE = 'invalid_parameter_value', HINT = 'It has mood, mode, energy_level and focus_state.';
  END IF;
  IF changes ->> 'mood' IS NOT NULL AND personality.mood_named(changes ->> 'mood') IS NULL THEN
    RAISE EXCEPTION '"personality"."moods" has no %.', pg_catalog.quote_literal(changes ->> 'mood')
      USING ERRCODE = 'no_data_found';
  END IF;

  -- Before the first change there is no state to hold, but always the personality.
  PERFORM FROM personality.personalities AS one
  WHERE one.id = change_state.personality_id AND one.is_active FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No personality % of "personality"."personalities" is active.', change_state.personality_id
      USING ERRCODE = 'no_data_found';
  END IF;

  was := personality.state_of(change_state.personality_id);
  becomes := '{"mood": "friendly", "mode": null, "energy_level": "normal", "focus_state": "available"}'::jsonb
    || COALESCE(was, '{}') || changes;
  IF becomes = was THEN
    RETURN;
  END IF;
  SELECT greatest(clock_timestamp(), max(one.occurred_at) + interval '1 microsecond') INTO changed_at
  FROM personality.ai_state_history AS one WHERE one.personality_id = change_state.personality_id;
  INSERT INTO personality.ai_personality_state AS one
    (personality_id, current_mood_id, current_mode, energy_level, focus_state, last_state_change)
  VALUES (
    change_state.personality_id, personality.mood_named(becomes ->> 'mood'), becomes ->> 'mode',
    becomes ->> 'energy_level', becomes ->> 'focus_state', changed_at
  )
  ON CONFLICT (personality_id) DO UPDATE SET
    current_mood_id = EXCLUDED.current_mood_id, current_mode = EXCLUDED.current_mode,
    energy_level = EXCLUDED.energy_level, focus_state = EXCLUDED.focus_state,
    last_state_change = EXCLUDED.last_state_change;
  RETURN QUERY
    INSERT INTO personality.ai_state_history AS one
      (personality_id, old_state, new_state, change_reason, changed_by, interface_source, occurred_at)
    VALUES (
      change_state.personality_id, was, personality.state_of(change_state.personality_id),
      change_state.reason, change_state.changed_by, change_state.interface_source, changed_at
    )
    RETURNING one.id, one.occurred_at, one.old_state, one.new_state;
END;
$$;
COMMENT ON FUNCTION "personality"."change_state"(integer, jsonb, text, uuid, text)
  IS 'Changes how an active personality is for the whole network: those of mood, mode, energy_level and focus_state that the object names. Records it in ai_state_history, in one step, one caller after another. Returns the change; no row when it is so already. Everybody may read the reason.';
