CREATE TABLE IF NOT EXISTS slack_messages (
    id BIGSERIAL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    ts TEXT NOT NULL,
    body TEXT,
    UNIQUE (channel, ts)
);
