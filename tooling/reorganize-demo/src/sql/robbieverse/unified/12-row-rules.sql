CREATE OR REPLACE FUNCTION current_company_id() RETURNS UUID
LANGUAGE sql IMMUTABLE AS $$ SELECT nullif(current_setting('app.company_id', true), '')::uuid $$;

CREATE POLICY IF NOT EXISTS company_isolation ON conversations USING (company_id = current_company_id() OR company_id IS NULL);
CREATE POLICY IF NOT EXISTS privacy ON conversations USING (user_id = current_setting('app.user_id')::uuid);
CREATE POLICY IF NOT EXISTS company_isolation ON messages USING (company_id = current_company_id());
CREATE POLICY IF NOT EXISTS company_isolation ON sticky_notes USING (company_id = current_company_id());
ALTER TABLE sticky_notes ENABLE ROW LEVEL SECURITY;
