-- Tokens in clear.

INSERT INTO public.refresh_tokens (id, token, "userId", "expiresAt", "ipAddress", "createdAt", "updatedAt")
SELECT pg_temp.id('refresh token', n), 'SECRET-MARKER-refresh-' || n, pg_temp.id('user', n), pg_temp.at(n + 9999), '10.0.0.1', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
