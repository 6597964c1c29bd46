CREATE TABLE IF NOT EXISTS google_workspace_domains (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    domain VARCHAR(255) NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    key_file TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS google_workspace_users (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    domain_id UUID REFERENCES google_workspace_domains (id),
    email VARCHAR(255) NOT NULL UNIQUE,
    visible_to TEXT[] DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS gmail_messages (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES google_workspace_users (id) ON DELETE CASCADE,
    message_id VARCHAR(255) NOT NULL UNIQUE,
    subject TEXT,
    embedding TEXT
);

CREATE TABLE IF NOT EXISTS gmail_attachments (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    message_id UUID REFERENCES gmail_messages (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS calendar_events (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES google_workspace_users (id) ON DELETE CASCADE,
    event_id VARCHAR(255) NOT NULL UNIQUE,
    calendar_id VARCHAR(255) NOT NULL,
    title TEXT,
    description TEXT,
    location TEXT,
    embedding TEXT,
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ NOT NULL,
    attendees JSONB DEFAULT '[]',
    status VARCHAR(50) DEFAULT 'confirmed',
    synced_at TIMESTAMPTZ DEFAULT now()
);

CREATE TABLE IF NOT EXISTS drive_files (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES google_workspace_users (id) ON DELETE CASCADE,
    file_id VARCHAR(255) NOT NULL UNIQUE,
    name TEXT
);

CREATE TABLE IF NOT EXISTS google_tasks (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES google_workspace_users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    due TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS google_data_access_rules (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    domain_id UUID REFERENCES google_workspace_domains (id),
    viewer_id UUID REFERENCES google_workspace_users (id),
    target_id UUID REFERENCES google_workspace_users (id),
    kinds TEXT[] NOT NULL,
    expires_at TIMESTAMPTZ,
    UNIQUE (domain_id, viewer_id, target_id)
);

INSERT INTO google_workspace_domains (domain, client_id, key_file)
VALUES ('example.com', 'demo-client-id', '/keys/demo-key.json')
ON CONFLICT (domain) DO UPDATE SET client_id = EXCLUDED.client_id, updated_at = now();

CREATE OR REPLACE VIEW google_activity AS
    SELECT google_workspace_users.email, count(gmail_messages.id) AS messages
      FROM google_workspace_users LEFT JOIN gmail_messages ON gmail_messages.user_id = google_workspace_users.id
     GROUP BY google_workspace_users.email;
