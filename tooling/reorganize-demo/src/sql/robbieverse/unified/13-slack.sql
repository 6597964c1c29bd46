CREATE TABLE IF NOT EXISTS slack_workspaces (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    company_id UUID NOT NULL REFERENCES companies (id),
    town_id UUID REFERENCES towns (id),
    team_id VARCHAR(50) NOT NULL UNIQUE,
    bot_token TEXT
);

CREATE TABLE IF NOT EXISTS slack_users (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    workspace_id UUID NOT NULL REFERENCES slack_workspaces (id),
    slack_id VARCHAR(50) NOT NULL
);

CREATE TABLE IF NOT EXISTS slack_channels (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    workspace_id UUID NOT NULL REFERENCES slack_workspaces (id),
    name VARCHAR(255) NOT NULL
);

CREATE TABLE IF NOT EXISTS slack_messages (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    channel_id UUID NOT NULL REFERENCES slack_channels (id),
    team_id VARCHAR(50) NOT NULL,
    ts VARCHAR(50) NOT NULL,
    text TEXT,
    UNIQUE (team_id, channel_id, ts)
);

CREATE INDEX IF NOT EXISTS idx_slack_messages_channel ON slack_messages (channel_id);
