BEGIN;

CREATE TABLE IF NOT EXISTS sticky_notes (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    title VARCHAR(255),
    content TEXT NOT NULL,
    author VARCHAR(100) DEFAULT 'robbie',
    created_at TIMESTAMPTZ DEFAULT now()
);

CREATE INDEX idx_sticky_notes_author ON sticky_notes (author);
CREATE INDEX idx_sticky_notes_category ON sticky_notes (category);

COMMIT;
