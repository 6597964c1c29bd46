ALTER TABLE sticky_notes ADD COLUMN IF NOT EXISTS surface_at TIMESTAMPTZ;
ALTER TABLE sticky_notes ADD COLUMN IF NOT EXISTS surface_count INTEGER DEFAULT 0;
ALTER TABLE sticky_notes ADD COLUMN IF NOT EXISTS category VARCHAR(50) NOT NULL DEFAULT 'insight';
CREATE OR REPLACE FUNCTION notes_to_surface() RETURNS SETOF sticky_notes
LANGUAGE sql STABLE AS $$ SELECT * FROM sticky_notes WHERE surface_at <= now() ORDER BY surface_count $$;
GRANT SELECT, UPDATE ON sticky_notes TO robbie_surfacer;
GRANT EXECUTE ON FUNCTION notes_to_surface() TO robbie_surfacer;
