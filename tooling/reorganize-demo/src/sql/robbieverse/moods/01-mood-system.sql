CREATE TABLE IF NOT EXISTS mood_definitions (
    mood_id INTEGER PRIMARY KEY CHECK (mood_id BETWEEN 1 AND 7),
    name TEXT NOT NULL UNIQUE,
    emoji TEXT
);
CREATE TABLE IF NOT EXISTS user_personality_state (
    user_id TEXT PRIMARY KEY,
    current_mood INTEGER DEFAULT 4 REFERENCES mood_definitions (mood_id),
    flirt_level INTEGER DEFAULT 2 CHECK (flirt_level BETWEEN 1 AND 7),
    gandhi_genghis_level INTEGER DEFAULT 3 CHECK (gandhi_genghis_level BETWEEN 1 AND 6),
    updated_at TIMESTAMPTZ DEFAULT now()
);
CREATE TABLE IF NOT EXISTS mood_history (
    id SERIAL PRIMARY KEY,
    user_id TEXT NOT NULL,
    from_mood INTEGER REFERENCES mood_definitions (mood_id),
    to_mood INTEGER NOT NULL REFERENCES mood_definitions (mood_id),
    reason TEXT,
    changed_at TIMESTAMPTZ DEFAULT now()
);
CREATE OR REPLACE FUNCTION next_mood(given INTEGER) RETURNS INTEGER
LANGUAGE sql IMMUTABLE AS $$ SELECT least(7, given + 1) $$;
