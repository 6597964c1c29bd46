-- The same address in other capitals, and an account changed by nobody known.

INSERT INTO public.users (id, email, password, name, created_at, updated_at, updated_by)
VALUES
  (pg_temp.id('doubled user', 1), 'User1@Example.com', '$2b$10$SECRET-MARKER-hash-double-1', 'User 1 again', pg_temp.at(500), pg_temp.at(500), NULL),
  (pg_temp.id('doubled user', 2), 'USER1@example.com', '$2b$10$SECRET-MARKER-hash-double-2', 'User 1 once more', pg_temp.at(600), pg_temp.at(600), NULL),
  (pg_temp.id('doubled user', 3), 'User2@example.com', '$2b$10$SECRET-MARKER-hash-double-3', 'User 2 again', pg_temp.at(700), pg_temp.at(700), pg_temp.id('nobody', 3));

INSERT INTO public.sessions (id, user_id, token, expires_at, created_at)
VALUES (pg_temp.id('doubled session', 1), pg_temp.id('doubled user', 1), 'SECRET-MARKER-token-double', pg_temp.at(1000), pg_temp.at(500));
