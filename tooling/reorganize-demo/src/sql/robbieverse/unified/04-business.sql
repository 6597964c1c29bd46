CREATE TABLE IF NOT EXISTS companies (
    id SERIAL PRIMARY KEY,
    hubspot_id VARCHAR(255) NOT NULL UNIQUE,
    name VARCHAR(255),
    domain VARCHAR(255),
    industry VARCHAR(255),
    owner_id VARCHAR(50),
    owner_email VARCHAR(255),
    linkedin_url TEXT,
    has_deals BOOLEAN DEFAULT false,
    total_deals INTEGER DEFAULT 0,
    total_won_value NUMERIC(12, 2) DEFAULT 0,
    last_deal_date DATE,
    embedding vector(1536),
    is_active BOOLEAN NOT NULL DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS contacts (
    id SERIAL PRIMARY KEY,
    hubspot_id VARCHAR(255) NOT NULL UNIQUE,
    company_id INTEGER REFERENCES companies (id),
    email VARCHAR(255),
    first_name VARCHAR(255),
    last_name VARCHAR(255),
    full_name TEXT GENERATED ALWAYS AS (coalesce(first_name, '') || ' ' || coalesce(last_name, '')) STORED,
    job_title VARCHAR(255),
    owner_id VARCHAR(50),
    total_deals INTEGER DEFAULT 0,
    embedding vector(1536),
    is_active BOOLEAN NOT NULL DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS deals (
    id SERIAL PRIMARY KEY,
    hubspot_id VARCHAR(255) NOT NULL UNIQUE,
    deal_name VARCHAR(255),
    amount NUMERIC(12, 2),
    pipeline VARCHAR(100),
    dealstage VARCHAR(100),
    close_date DATE,
    owner_id VARCHAR(50),
    is_closed BOOLEAN DEFAULT false,
    closed_won BOOLEAN DEFAULT false,
    company_id INTEGER REFERENCES companies (id),
    primary_contact_id INTEGER REFERENCES contacts (id),
    deal_score INTEGER,
    calculated_probability INTEGER GENERATED ALWAYS AS (coalesce(deal_score, CASE dealstage WHEN 'won' THEN 100 WHEN 'lost' THEN 0 ELSE 20 END)) STORED,
    embedding vector(1536),
    analysis JSONB,
    is_active BOOLEAN NOT NULL DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS activities (
    id SERIAL PRIMARY KEY,
    hubspot_id VARCHAR(255) NOT NULL UNIQUE,
    activity_date TIMESTAMP NOT NULL,
    contact_id INTEGER REFERENCES contacts (id),
    deal_id INTEGER REFERENCES deals (id),
    subject TEXT
);

CREATE TABLE IF NOT EXISTS deal_contacts (
    deal_id INTEGER REFERENCES deals (id) ON DELETE CASCADE,
    contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
    role VARCHAR(50),
    UNIQUE (deal_id, contact_id)
);

CREATE INDEX IF NOT EXISTS idx_contacts_full_name ON contacts USING gin (full_name gin_trgm_ops);
CREATE INDEX IF NOT EXISTS idx_deals_company ON deals (company_id);

CREATE OR REPLACE FUNCTION update_company_figures() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE companies
       SET total_deals = (SELECT count(*) FROM deals WHERE company_id = NEW.company_id)
     WHERE id = NEW.company_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER company_figures AFTER INSERT OR UPDATE OR DELETE ON deals
    FOR EACH ROW EXECUTE FUNCTION update_company_figures();
