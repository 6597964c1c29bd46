-- The state of all windows, whatever program they are in.
CREATE TABLE IF NOT EXISTS ai_personalities (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('assistant', 'mentor', 'specialist', 'gatekeeper')),
    description TEXT,
    base_traits JSONB,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    active BOOLEAN DEFAULT true
);

CREATE TABLE IF NOT EXISTS ai_personality_state (
    personality_id TEXT PRIMARY KEY REFERENCES ai_personalities (id),
    current_mood INTEGER DEFAULT 4,
    current_mode TEXT,
    energy_level TEXT DEFAULT 'normal' CHECK (energy_level IN ('low', 'normal', 'high')),
    focus_state TEXT DEFAULT 'available' CHECK (focus_state IN ('available', 'focused', 'busy')),
    last_state_change TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    state_metadata JSONB
);

CREATE TABLE IF NOT EXISTS ai_personality_instances (
    id TEXT PRIMARY KEY,
    personality_id TEXT NOT NULL REFERENCES ai_personalities (id),
    interface_type TEXT NOT NULL CHECK (interface_type IN ('cursor', 'chat', 'mobile', 'aurora-town')),
    interface_id TEXT NOT NULL,
    user_id TEXT,
    started_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    last_active TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    status TEXT DEFAULT 'active' CHECK (status IN ('active', 'idle', 'disconnected'))
);

CREATE TABLE IF NOT EXISTS ai_commitments (
    id TEXT PRIMARY KEY,
    personality_id TEXT NOT NULL REFERENCES ai_personalities (id),
    description TEXT NOT NULL,
    due_at TIMESTAMP,
    is_completed BOOLEAN DEFAULT false
);

CREATE TABLE IF NOT EXISTS ai_alerts (
    id TEXT PRIMARY KEY,
    priority INTEGER DEFAULT 5,
    message TEXT NOT NULL,
    acknowledged BOOLEAN DEFAULT false,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS ai_calendar_events (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL
);

CREATE INDEX IF NOT EXISTS idx_ai_instances ON ai_personality_instances (personality_id, status, last_active);

INSERT INTO ai_personalities (id, name, role) VALUES
    ('robbie', 'Robbie', 'assistant'), ('steve-jobs', 'Steve Jobs', 'mentor'),
    ('bookkeeper', 'Bookkeeper', 'specialist'), ('gatekeeper', 'Gatekeeper', 'gatekeeper')
ON CONFLICT (id) DO NOTHING;

CREATE VIEW IF NOT EXISTS active_instances AS
    SELECT * FROM ai_personality_instances WHERE status = 'active';
CREATE OR REPLACE VIEW recent_instances AS
    SELECT * FROM ai_personality_instances WHERE last_active > datetime('now', '-1 day');
CREATE OR REPLACE VIEW open_alerts AS
    SELECT * FROM ai_alerts WHERE acknowledged = 0 ORDER BY priority;
