-- The same table that the backend makes, once more.
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
