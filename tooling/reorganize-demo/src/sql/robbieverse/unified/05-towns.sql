CREATE TABLE IF NOT EXISTS towns (
    id SERIAL PRIMARY KEY,
    name VARCHAR(50) NOT NULL UNIQUE,
    display_name VARCHAR(100),
    is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS town_users (
    id SERIAL PRIMARY KEY,
    town_id INTEGER REFERENCES towns (id),
    user_email VARCHAR(255) NOT NULL,
    UNIQUE (town_id, user_email)
);

INSERT INTO towns (name, display_name) VALUES ('aurora', 'Aurora'), ('fluenti', 'Fluenti'), ('collaboration', 'Collaboration');

CREATE OR REPLACE VIEW aurora_companies AS SELECT * FROM companies WHERE owner_id = 'aurora';
CREATE OR REPLACE VIEW aurora_deals AS SELECT * FROM deals WHERE owner_id = 'aurora';
CREATE OR REPLACE VIEW fluenti_companies AS SELECT * FROM companies WHERE owner_id = 'fluenti';
CREATE OR REPLACE VIEW fluenti_deals AS SELECT * FROM deals WHERE owner_id = 'fluenti';

ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
-- CREATE POLICY companies_of_town ON companies USING (owner_id = current_setting('app.town'));
