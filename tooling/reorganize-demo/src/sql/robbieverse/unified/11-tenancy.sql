CREATE TABLE IF NOT EXISTS companies (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    slug VARCHAR(100) NOT NULL UNIQUE,
    name VARCHAR(255) NOT NULL,
    metadata JSONB DEFAULT '{}',
    created_at TIMESTAMPTZ DEFAULT now()
);

CREATE TABLE IF NOT EXISTS company_towns (
    company_id UUID NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    town_id UUID NOT NULL REFERENCES towns (id) ON DELETE CASCADE,
    PRIMARY KEY (company_id, town_id)
);

CREATE TABLE IF NOT EXISTS company_members (
    company_id UUID NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role VARCHAR(50) DEFAULT 'member',
    PRIMARY KEY (company_id, user_id)
);

ALTER TABLE sticky_notes ADD COLUMN company_id UUID;
ALTER TABLE IF NOT EXISTS conversations ADD COLUMN company_id UUID;
ALTER TABLE IF NOT EXISTS messages ADD COLUMN company_id UUID;
ALTER TABLE IF NOT EXISTS knowledge_base ADD COLUMN company_id UUID;
INSERT INTO companies (slug, name) VALUES ('testpilot', 'TestPilot');
