-- A list of words is one of texts: as the server writes down a list for a varchar, it does not read it again, and a database that
-- was built from its own text would differ from one that migrations built.

CREATE OR REPLACE VIEW "personality"."personality_overview" WITH (security_invoker) AS
  SELECT one.id AS personality_id, one.slug, one.name, one.role, one.avatar,
    mood.name AS mood, state.current_mode AS mode,
    COALESCE(state.energy_level, 'normal') AS energy_level,
    COALESCE(state.focus_state, 'available') AS focus_state,
    state.last_state_change,
    (SELECT count(*) FROM personality.live_sessions AS session
     WHERE session.personality_id = one.id AND session.status::text IN ('active', 'idle'))::integer AS open_sessions,
    (SELECT count(*) FROM personality.ai_commitments AS commitment
     WHERE commitment.personality_id = one.id AND commitment.status = 'active')::integer AS active_commitments,
    (SELECT count(*) FROM personality.ai_working_memory AS memory
     WHERE memory.personality_id = one.id
       AND (memory.expires_at IS NULL OR memory.expires_at > now()))::integer AS unexpired_memories
  FROM personality.personalities AS one
  LEFT JOIN personality.ai_personality_state AS state ON state.personality_id = one.id
  LEFT JOIN personality.moods AS mood ON mood.id = state.current_mood_id
  WHERE one.is_active;
