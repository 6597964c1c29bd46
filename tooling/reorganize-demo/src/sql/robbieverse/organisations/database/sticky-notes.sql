CREATE TABLE IF NOT EXISTS sticky_notes (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    title TEXT NOT NULL,
    content TEXT,
    author TEXT DEFAULT 'robbie',
    category TEXT DEFAULT 'general' CHECK (category IN ('general', 'idea', 'reminder', 'insight', 'task')),
    created_at TIMESTAMPTZ DEFAULT now()
);
