CREATE TABLE IF NOT EXISTS towns (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    settings JSONB NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS users (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    town_id UUID REFERENCES towns (id),
    email TEXT NOT NULL UNIQUE,
    display_name TEXT
);
CREATE TABLE IF NOT EXISTS system_config (
    key TEXT PRIMARY KEY,
    value JSONB NOT NULL
);
ALTER TABLE towns ENABLE ROW LEVEL SECURITY;
ALTER TABLE towns FORCE ROW LEVEL SECURITY;
CREATE POLICY towns_by_setting ON towns USING (slug = nullif(current_setting('app.town', true), ''));
