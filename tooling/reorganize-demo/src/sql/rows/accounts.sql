-- Accounts, as init and auth both know them. Whatever must never leave the database carries a marker.

INSERT INTO public.users (id, email, password, name, bio, status, email_verified, metadata, created_at, updated_at)
SELECT
  pg_temp.id('user', n), 'user' || n || '@example.com', '$2b$10$SECRET-MARKER-hash-' || n, 'User ' || n, 'Bio of ' || n,
  pg_temp.pick(ARRAY['active', 'active', 'inactive', 'suspended'], n), n % 2 = 0,
  jsonb_build_object('theme', pg_temp.pick(ARRAY['dark', 'light'], n), 'api_key', 'SECRET-MARKER-key-' || n),
  pg_temp.at(n), pg_temp.at(n + 1)
FROM generate_series(1, :users) AS n;
