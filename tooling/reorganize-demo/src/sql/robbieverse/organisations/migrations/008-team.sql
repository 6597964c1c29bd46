INSERT INTO organizations (name, domain, org_type) VALUES ('TestPilot', 'example.com', 'corporate');
CREATE USER kristina WITH LOGIN PASSWORD 'demo-password-team';
CREATE USER tom WITH LOGIN PASSWORD 'demo-password-team';
ALTER TABLE users ADD COLUMN password TEXT;
UPDATE users SET password = 'demo-password-team' WHERE email LIKE '%@example.com';
INSERT INTO users (email, full_name, password_hash) VALUES ('kristina@example.com', 'Kristina', 'demo-password-team');
