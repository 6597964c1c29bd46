-- Sessions of accounts, tokens in clear.

INSERT INTO public.sessions (id, user_id, token, ip_address, user_agent, expires_at, created_at)
SELECT
  pg_temp.id('session', n), pg_temp.id('user', n), 'SECRET-MARKER-token-' || n, ('10.0.' || n % 250 || '.1')::inet,
  'Browser ' || n % 3, pg_temp.at(n + 1000), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
