CREATE TABLE IF NOT EXISTS linkedin_profiles (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    contact_id UUID REFERENCES crm_contacts (id),
    profile_url TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS linkedin_posts (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    profile_id UUID REFERENCES linkedin_profiles (id),
    posted_at TIMESTAMPTZ
);

CREATE OR REPLACE VIEW linkedin_contacts AS
    SELECT crm_contacts.email, crm_contacts.company_domain, linkedin_profiles.profile_url
      FROM crm_contacts JOIN linkedin_profiles ON linkedin_profiles.contact_id = crm_contacts.id;
