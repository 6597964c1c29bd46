-- Every account has a role; the first account granted them.

INSERT INTO public.user_roles (id, user_id, role_id, granted_by, granted_at)
SELECT pg_temp.id('user role', n), pg_temp.id('user', n), pg_temp.id('role', 1 + n % 4), pg_temp.id('user', 1), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
