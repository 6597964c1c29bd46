-- What a personality is told in a mood, which mood a talk asks for, and the change of a mood. A mood is named here, as the
-- programs that ask know it; tables keep its number.

CREATE FUNCTION "personality"."mood_named"("mood" text) RETURNS integer
  LANGUAGE sql
  STABLE
BEGIN ATOMIC
  SELECT one.id FROM personality.moods AS one WHERE one.name = lower(btrim("mood"));
END;
COMMENT ON FUNCTION "personality"."mood_named"(text)
  IS 'The number of a mood by its name, with whatever capital letters; null if there is none.';

CREATE FUNCTION "personality"."active_prompt"("personality_id" integer, "mood" text)
  RETURNS TABLE ("prompt_id" uuid, "version" integer, "system_prompt" text, "tone" text, "style" text, "emoji_guidelines" text)
  LANGUAGE sql
  STABLE
BEGIN ATOMIC
  SELECT one.id, one.version, one.system_prompt, one.tone, one.style, one.emoji_guidelines
  FROM personality.prompts AS one
  WHERE one.personality_id = active_prompt.personality_id AND one.is_active
    AND one.mood_id = personality.mood_named(active_prompt.mood);
END;
COMMENT ON FUNCTION "personality"."active_prompt"(integer, text)
  IS 'The version of what a personality is told in a mood that is active, or no row.';

-- Versions of one pair are numbered and published one after another: whoever does either holds the personality.

CREATE FUNCTION "personality"."next_prompt_version"("personality_id" integer, "mood" text) RETURNS integer
  LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM FROM personality.personalities AS one WHERE one.id = next_prompt_version.personality_id FOR NO KEY UPDATE;
  RETURN (
    SELECT COALESCE(max(one.version), 0) + 1 FROM personality.prompts AS one
    WHERE one.personality_id = next_prompt_version.personality_id
      AND one.mood_id = personality.mood_named(next_prompt_version.mood)
  );
END;
$$;
COMMENT ON FUNCTION "personality"."next_prompt_version"(integer, text)
  IS 'The number of the next version of what a personality is told in a mood. Nobody else is given it before the transaction ends.';

CREATE FUNCTION "personality"."publish_prompt"("prompt_id" uuid) RETURNS uuid
  LANGUAGE plpgsql
AS $$
DECLARE
  published personality.prompts;
  replaced uuid;
BEGIN
  SELECT * INTO published FROM personality.prompts AS one WHERE one.id = publish_prompt.prompt_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no prompt % in "personality"."prompts".', publish_prompt.prompt_id
      USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM FROM personality.personalities AS one WHERE one.id = published.personality_id FOR NO KEY UPDATE;
  UPDATE personality.prompts AS one SET is_active = false
  WHERE one.personality_id = published.personality_id AND one.mood_id = published.mood_id
    AND one.is_active AND one.id <> published.id
  RETURNING one.id INTO replaced;
  UPDATE personality.prompts AS one SET is_active = true WHERE one.id = published.id AND NOT one.is_active;
  RETURN replaced;
END;
$$;
COMMENT ON FUNCTION "personality"."publish_prompt"(uuid)
  IS 'Makes a version the active one of its personality and mood, whatever was; returns the one that it replaced, or null.';

CREATE FUNCTION "personality"."mood_from_context"("attraction" integer, "gandhi_genghis" integer, "words" text[]) RETURNS text
  LANGUAGE sql
  STABLE
BEGIN ATOMIC
  -- The first that holds. Which words a mood listens to, its own row says, so that none is listed and not read.
  WITH heard AS (
    SELECT mood.name FROM personality.moods AS mood
    WHERE EXISTS (
      SELECT FROM jsonb_array_elements_text(mood.trigger_conditions -> 'keywords') AS keyword (word)
      JOIN unnest("words") AS given (word) ON lower(btrim(given.word)) = lower(keyword.word)
    )
  )
  SELECT CASE
    WHEN "attraction" = 11 AND 'blushing' IN (SELECT heard.name FROM heard) THEN 'blushing'
    WHEN "gandhi_genghis" >= 8 OR 'bossy' IN (SELECT heard.name FROM heard) THEN 'bossy'
    WHEN "attraction" >= 8 THEN 'playful'
    WHEN 'focused' IN (SELECT heard.name FROM heard) THEN 'focused'
    WHEN 'surprised' IN (SELECT heard.name FROM heard) THEN 'surprised'
    ELSE 'friendly'
  END;
END;
COMMENT ON FUNCTION "personality"."mood_from_context"(integer, integer, text[])
  IS 'The mood that a talk asks for, by attraction (1..11), Gandhi to Genghis (1..10) and its key words: blushing at 11 and a private word; bossy from level 8 or in a crisis; playful from attraction 8; focused; surprised; else friendly. What is null is not known.';

CREATE FUNCTION "personality"."change_mood"(
  "organization_id" uuid, "user_id" uuid, "personality_id" integer,
  "mood" text DEFAULT NULL, "attraction" integer DEFAULT NULL, "gandhi_genghis" integer DEFAULT NULL,
  "trigger_event" text DEFAULT NULL, "explanation" text DEFAULT NULL, "context" jsonb DEFAULT '{}'
) RETURNS TABLE (
  "event_id" uuid, "occurred_at" timestamptz, "previous_mood" text, "new_mood" text,
  "previous_attraction" integer, "new_attraction" integer, "previous_gandhi_genghis" integer, "new_gandhi_genghis" integer
)
  LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  asked personality.personalities;
  was personality.personality_instances;
  becomes personality.personality_instances;
BEGIN
  SELECT * INTO asked FROM personality.personalities AS one WHERE one.id = change_mood.personality_id AND one.is_active;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No personality % of "personality"."personalities" is active.', change_mood.personality_id
      USING ERRCODE = 'no_data_found';
  END IF;
  IF change_mood.mood IS NOT NULL AND personality.mood_named(change_mood.mood) IS NULL THEN
    RAISE EXCEPTION '"personality"."moods" has no %.', pg_catalog.quote_literal(change_mood.mood)
      USING ERRCODE = 'no_data_found';
  END IF;

  -- Who comes second waits here, and goes on from what the first has left.
  LOOP
    SELECT * INTO was FROM personality.personality_instances AS one
    WHERE one.organization_id = change_mood.organization_id AND one.user_id = change_mood.user_id
      AND one.personality_id = change_mood.personality_id
    FOR NO KEY UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO personality.personality_instances (organization_id, user_id, personality_id)
    VALUES (change_mood.organization_id, change_mood.user_id, change_mood.personality_id)
    ON CONFLICT DO NOTHING;
  END LOOP;

  was.flirt_mode := COALESCE(was.flirt_mode, asked.default_flirt_mode);
  was.gandhi_genghis := COALESCE(was.gandhi_genghis, asked.default_gandhi_genghis);
  becomes := was;
  becomes.current_mood_id :=
    COALESCE(personality.mood_named(change_mood.mood), was.current_mood_id, personality.mood_named('friendly'));
  becomes.flirt_mode := COALESCE(change_mood.attraction, was.flirt_mode);
  becomes.gandhi_genghis := COALESCE(change_mood.gandhi_genghis, was.gandhi_genghis);

  IF becomes = was THEN
    UPDATE personality.personality_instances AS one SET last_active = clock_timestamp()
    WHERE one.organization_id = was.organization_id AND one.user_id = was.user_id
      AND one.personality_id = was.personality_id;
    RETURN;
  END IF;

  -- Events of one member and personality have an order, even when the clock is set back.
  becomes.mood_changed_at := greatest(clock_timestamp(), was.mood_changed_at + interval '1 microsecond');
  UPDATE personality.personality_instances AS one SET
    current_mood_id = becomes.current_mood_id, flirt_mode = becomes.flirt_mode, gandhi_genghis = becomes.gandhi_genghis,
    mood_changed_at = becomes.mood_changed_at, last_active = becomes.mood_changed_at
  WHERE one.organization_id = was.organization_id AND one.user_id = was.user_id
    AND one.personality_id = was.personality_id;
  RETURN QUERY
    WITH event AS (
      INSERT INTO personality.mood_events (
        organization_id, user_id, personality_id, personality_name, previous_mood_id, new_mood_id,
        previous_attraction_level, new_attraction_level, previous_gandhi_genghis_level, new_gandhi_genghis_level,
        trigger_event, explanation, context_data, occurred_at
      ) VALUES (
        was.organization_id, was.user_id, was.personality_id, asked.name, was.current_mood_id, becomes.current_mood_id,
        was.flirt_mode, becomes.flirt_mode, was.gandhi_genghis, becomes.gandhi_genghis,
        change_mood.trigger_event, change_mood.explanation, change_mood.context, becomes.mood_changed_at
      ) RETURNING *
    )
    SELECT event.id, event.occurred_at, previous.name::text, next.name::text,
      event.previous_attraction_level, event.new_attraction_level,
      event.previous_gandhi_genghis_level, event.new_gandhi_genghis_level
    FROM event
    LEFT JOIN personality.moods AS previous ON previous.id = event.previous_mood_id
    JOIN personality.moods AS next ON next.id = event.new_mood_id;
END;
$$;
COMMENT ON FUNCTION "personality"."change_mood"(uuid, uuid, integer, text, integer, integer, text, text, jsonb)
  IS 'Changes the mood and the levels of an active personality with a member, keeping what is null, and records it in mood_events with what they were: state and event in one step, one caller after another. Returns the event; no row, and only last_active moves, when they are so already.';
