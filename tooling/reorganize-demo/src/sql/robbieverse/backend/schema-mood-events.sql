-- Every change of mood, with what led to it.
CREATE TABLE IF NOT EXISTS mood_events (
    id SERIAL PRIMARY KEY,
    timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    user_id VARCHAR(50) NOT NULL,
    personality_name VARCHAR(100) NOT NULL,
    previous_mood VARCHAR(50),
    new_mood VARCHAR(50) NOT NULL,
    previous_attraction_level INTEGER,
    new_attraction_level INTEGER,
    previous_gandhi_genghis_level INTEGER,
    new_gandhi_genghis_level INTEGER,
    trigger_event TEXT,
    explanation TEXT,
    context_data JSONB,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS idx_mood_events_user ON mood_events (user_id);
CREATE INDEX IF NOT EXISTS idx_mood_events_timestamp ON mood_events (timestamp);
CREATE INDEX IF NOT EXISTS idx_mood_events_personality ON mood_events (personality_name);

-- Once more at every run: nothing says that there is one already.
INSERT INTO mood_events (user_id, personality_name, previous_mood, new_mood, previous_attraction_level, new_attraction_level, previous_gandhi_genghis_level, new_gandhi_genghis_level, trigger_event, explanation)
VALUES ('allan', 'Robbie', NULL, 'friendly', NULL, 7, NULL, 5, 'start', 'The first mood of all');
