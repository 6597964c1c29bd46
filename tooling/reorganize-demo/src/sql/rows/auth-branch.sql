-- Accounts in the columns of the branch.

INSERT INTO public.users (id, email, password, name, "isActive", "lastLoginAt", "createdAt", "updatedAt")
SELECT
  pg_temp.id('user', n), 'user' || n || '@example.com', '$2b$10$SECRET-MARKER-hash-' || n, 'User ' || n, n % 3 > 0, pg_temp.at(n + 2), pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(1, :users) AS n;

INSERT INTO public.sessions (id, user_id, token, expires_at, created_at)
SELECT pg_temp.id('session', n), pg_temp.id('user', n), 'SECRET-MARKER-token-' || n, pg_temp.at(n + 1000), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
