CREATE TABLE IF NOT EXISTS widgets (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    name VARCHAR(100) NOT NULL UNIQUE,
    config JSONB DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS widget_usage (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    widget_id UUID REFERENCES widgets (id) ON DELETE CASCADE,
    user_id UUID REFERENCES users (id),
    used_at TIMESTAMPTZ DEFAULT now()
);

CREATE TABLE IF NOT EXISTS user_sessions (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    token_id VARCHAR(255) NOT NULL UNIQUE,
    node_name VARCHAR(100),
    is_active BOOLEAN DEFAULT true
);

CREATE TABLE IF NOT EXISTS secrets (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    name VARCHAR(255) NOT NULL UNIQUE,
    encrypted_value BYTEA NOT NULL
);

CREATE TABLE IF NOT EXISTS training_jobs (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    status VARCHAR(50) DEFAULT 'queued',
    created_at TIMESTAMPTZ DEFAULT now()
);

INSERT INTO secrets (name, encrypted_value) VALUES ('openai', pgp_sym_encrypt('sk-demo-unified', 'demo-passphrase'));
INSERT INTO secrets (name, encrypted_value) VALUES ('hubspot', "demo-token-hubspot");
