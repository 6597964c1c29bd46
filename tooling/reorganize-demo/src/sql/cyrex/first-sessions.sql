-- The sessions of the earliest Cyrex, by text keys, under a name that belongs to auth.

CREATE TABLE IF NOT EXISTS public.sessions (
  session_id varchar(255) PRIMARY KEY,
  user_id varchar(255),
  agent_id varchar(255),
  status varchar(50) NOT NULL,
  context jsonb,
  metadata jsonb,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  expires_at timestamp,
  last_activity timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS idx_sessions_agent_id ON public.sessions (agent_id);
CREATE INDEX IF NOT EXISTS idx_sessions_expires_at ON public.sessions (expires_at);
CREATE INDEX IF NOT EXISTS idx_sessions_user_id ON public.sessions (user_id);
