-- The same in plain words.
CREATE TABLE IF NOT EXISTS mood_history (
    id SERIAL PRIMARY KEY,
    user_id TEXT NOT NULL,
    mood TEXT NOT NULL,
    changed_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_mood_history_mood ON mood_history (mood);
CREATE OR REPLACE FUNCTION next_mood(given INTEGER) RETURNS INTEGER
LANGUAGE sql IMMUTABLE AS $$ SELECT given % 7 + 1 $$;
