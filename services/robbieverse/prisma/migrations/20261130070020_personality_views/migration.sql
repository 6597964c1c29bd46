-- What is asked for at a glance. Each reads as whoever asks, so he meets the rows of his organization alone.

-- A list of words is one of texts: as the server writes down a list for a varchar, it does not read it again, and a database
-- that was built from its own text would differ from one that migrations built.
CREATE VIEW "personality"."personality_overview" WITH (security_invoker) AS
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
COMMENT ON VIEW "personality"."personality_overview"
  IS 'Each active personality: how it is for the whole network, and its open windows, active commitments and memories that have not expired in the organization of who asks.';

CREATE VIEW "personality"."commitments_due" WITH (security_invoker) AS
  SELECT one.organization_id, one.id AS commitment_id, one.personality_id, personality.name AS personality,
    one.user_id, one.description, one.priority, one.deadline,
    floor(extract(epoch FROM one.deadline - now()) / 60)::integer AS minutes_left
  FROM personality.ai_commitments AS one
  JOIN personality.personalities AS personality ON personality.id = one.personality_id
  WHERE one.status = 'active' AND one.deadline <= now() + interval '24 hours';
COMMENT ON VIEW "personality"."commitments_due"
  IS 'Active commitments due within 24 hours, with the whole minutes left; less than none when they are overdue.';

CREATE VIEW "personality"."notifications_open" WITH (security_invoker) AS
  SELECT one.organization_id, one.id AS notification_id, one.personality_id, personality.name AS personality,
    one.user_id, one.notification_type, one.title, one.body, one.priority, one.created_at, one.expires_at
  FROM personality.ai_notifications AS one
  JOIN personality.personalities AS personality ON personality.id = one.personality_id
  WHERE one.acknowledged_at IS NULL AND (one.expires_at IS NULL OR one.expires_at > now())
  ORDER BY one.priority DESC, one.created_at, one.id;
COMMENT ON VIEW "personality"."notifications_open"
  IS 'Notifications neither acknowledged nor expired, those of the highest priority first and then the oldest.';
