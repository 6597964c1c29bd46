\echo Interactions of all towns
CREATE TABLE IF NOT EXISTS interactions (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    contact_id UUID REFERENCES crm_contacts (id),
    company_id UUID,
    town VARCHAR(50),
    happened_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS interaction_notes (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    note TEXT NOT NULL,
    company_id UUID,
    town VARCHAR(50)
);

ALTER TABLE interaction_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY notes_of_company ON interaction_notes USING (company_id = current_setting('app.company_id')::uuid);
CREATE POLICY notes_of_town ON interaction_notes USING (town = current_setting('app.town'));
