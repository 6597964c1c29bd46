-- The unmerged branch of auth: users in camelCase and text, everything else of auth as ever.

CREATE TABLE public.users (
  id uuid NOT NULL,
  email text NOT NULL,
  password text NOT NULL,
  name text,
  "isActive" boolean NOT NULL DEFAULT true,
  "lastLoginAt" timestamp(3),
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX users_email_key ON public.users (email);

CREATE TABLE public.sessions (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token varchar(500) NOT NULL,
  ip_address inet,
  user_agent text,
  expires_at timestamp NOT NULL,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT sessions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.user_roles (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  role_id uuid NOT NULL,
  granted_by uuid,
  granted_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp,
  CONSTRAINT user_roles_pkey PRIMARY KEY (id)
);

CREATE TABLE public.skill_trees (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  skill_points integer NOT NULL DEFAULT 0,
  total_skill_level integer NOT NULL DEFAULT 0,
  last_updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT skill_trees_pkey PRIMARY KEY (id)
);

CREATE TABLE public.skills (
  id uuid NOT NULL,
  skill_tree_id uuid NOT NULL,
  skill_name varchar(100) NOT NULL,
  level integer NOT NULL DEFAULT 0,
  xp integer NOT NULL DEFAULT 0,
  unlocked boolean NOT NULL DEFAULT false,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT skills_pkey PRIMARY KEY (id)
);

CREATE TABLE public.social_connections (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  connected_user_id uuid NOT NULL,
  connection_type varchar(50) NOT NULL DEFAULT 'friend',
  status varchar(50) NOT NULL DEFAULT 'pending',
  mutual_connections integer DEFAULT 0,
  shared_challenges integer DEFAULT 0,
  collaboration_score double precision DEFAULT 0,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT social_connections_pkey PRIMARY KEY (id)
);

CREATE TABLE public.progress_points (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  metric_type varchar(100) NOT NULL,
  value double precision NOT NULL,
  timestamp timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  metadata jsonb,
  CONSTRAINT progress_points_pkey PRIMARY KEY (id)
);

CREATE INDEX sessions_expires_at_idx ON public.sessions (expires_at);

CREATE INDEX sessions_token_idx ON public.sessions (token);

CREATE INDEX sessions_user_id_idx ON public.sessions (user_id);

CREATE UNIQUE INDEX sessions_token_key ON public.sessions (token);

CREATE INDEX user_roles_expires_at_idx ON public.user_roles (expires_at);

CREATE INDEX user_roles_role_id_idx ON public.user_roles (role_id);

CREATE INDEX user_roles_user_id_idx ON public.user_roles (user_id);

CREATE UNIQUE INDEX user_roles_user_id_role_id_key ON public.user_roles (user_id, role_id);

CREATE INDEX skill_trees_user_id_idx ON public.skill_trees (user_id);

CREATE UNIQUE INDEX skill_trees_user_id_key ON public.skill_trees (user_id);

CREATE INDEX skills_skill_tree_id_idx ON public.skills (skill_tree_id);

CREATE UNIQUE INDEX skills_skill_tree_id_skill_name_key ON public.skills (skill_tree_id, skill_name);

CREATE INDEX social_connections_connected_user_id_idx ON public.social_connections (connected_user_id);

CREATE UNIQUE INDEX social_connections_user_id_connected_user_id_key ON public.social_connections (user_id, connected_user_id);

CREATE INDEX social_connections_user_id_idx ON public.social_connections (user_id);

CREATE INDEX progress_points_metric_type_idx ON public.progress_points (metric_type);

CREATE INDEX progress_points_timestamp_idx ON public.progress_points (timestamp DESC);

CREATE INDEX progress_points_user_id_idx ON public.progress_points (user_id);

ALTER TABLE public.sessions ADD CONSTRAINT sessions_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.user_roles ADD CONSTRAINT user_roles_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.skill_trees ADD CONSTRAINT skill_trees_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.skills ADD CONSTRAINT skills_skill_tree_id_fkey
  FOREIGN KEY (skill_tree_id) REFERENCES public.skill_trees (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.social_connections ADD CONSTRAINT social_connections_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.social_connections ADD CONSTRAINT social_connections_connected_user_id_fkey
  FOREIGN KEY (connected_user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.progress_points ADD CONSTRAINT progress_points_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE CASCADE;
