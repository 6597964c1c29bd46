-- Memory of the assistant: what was said, and in which mood.
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE IF NOT EXISTS conversations (
    id SERIAL PRIMARY KEY,
    timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    user_message TEXT NOT NULL,
    robbie_response TEXT,
    mood TEXT NOT NULL,
    attraction_level INTEGER NOT NULL CHECK (attraction_level BETWEEN 1 AND 11),
    gandhi_genghis_level INTEGER DEFAULT 5 CHECK (gandhi_genghis_level BETWEEN 1 AND 10),
    context_tags TEXT[],
    user_id TEXT DEFAULT 'allan',
    session_id TEXT,
    embedding vector(1536)
);

CREATE INDEX IF NOT EXISTS idx_conversations_timestamp ON conversations (timestamp DESC);
CREATE INDEX IF NOT EXISTS idx_conversations_mood ON conversations (mood);
CREATE INDEX IF NOT EXISTS idx_conversations_user ON conversations (user_id);
CREATE INDEX IF NOT EXISTS idx_conversations_embedding ON conversations USING hnsw (embedding vector_cosine_ops);

CREATE TABLE IF NOT EXISTS mood_history (
    id SERIAL PRIMARY KEY,
    timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    mood TEXT NOT NULL,
    trigger_event TEXT,
    duration_minutes INTEGER,
    user_id TEXT DEFAULT 'allan',
    attraction_level INTEGER,
    gandhi_genghis_level INTEGER
);

CREATE INDEX IF NOT EXISTS idx_mood_history_timestamp ON mood_history (timestamp DESC);
CREATE INDEX IF NOT EXISTS idx_mood_history_user ON mood_history (user_id);

-- The one mood of now.
CREATE TABLE IF NOT EXISTS current_mood (
    id INTEGER PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    mood TEXT NOT NULL DEFAULT 'friendly',
    attraction_level INTEGER NOT NULL DEFAULT 7,
    gandhi_genghis_level INTEGER NOT NULL DEFAULT 5,
    last_updated TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    user_id TEXT DEFAULT 'allan'
);

INSERT INTO current_mood (id) VALUES (1) ON CONFLICT (id) DO NOTHING;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'robbie_app') THEN
        GRANT SELECT, INSERT, UPDATE ON conversations, mood_history, current_mood TO robbie_app;
    END IF;
END
$$;
