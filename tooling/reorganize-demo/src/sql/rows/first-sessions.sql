-- Sessions of agents under a name that belongs to auth.

INSERT INTO public.sessions (session_id, user_id, agent_id, status, context, metadata, created_at, updated_at, last_activity)
SELECT pg_temp.id('cyrex session', n), pg_temp.id('user', n), pg_temp.id('agent', n), 'active', '{}', '{}', pg_temp.at(n), pg_temp.at(n + 1), pg_temp.at(n + 1)
FROM generate_series(1, :users) AS n;
