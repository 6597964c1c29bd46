-- Notes once more, as notes of an organisation.
CREATE TABLE IF NOT EXISTS sticky_notes (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    importance NUMERIC(3, 2) DEFAULT 0.5 CHECK (importance BETWEEN 0 AND 1),
    permissions JSONB DEFAULT '{}',
    category TEXT NOT NULL CHECK (category IN ('person', 'company', 'deal', 'meeting', 'decision', 'preference', 'fact')),
    created_at TIMESTAMPTZ DEFAULT now()
);
CREATE INDEX idx_sticky_notes_org ON sticky_notes (org_id);
CREATE INDEX idx_sticky_notes_importance ON sticky_notes (importance DESC);
CREATE INDEX idx_sticky_notes_org_category ON sticky_notes (org_id, category);
CREATE INDEX idx_sticky_notes_permissions ON sticky_notes USING gin (permissions);
CREATE INDEX idx_sticky_notes_category ON sticky_notes (category);
