-- The init script in its first form: 25 tables, the trigger functions, keys, CHECKs, indexes and triggers.
-- Statements are separated by empty lines, so that a build can run them one at a time as psql does.

CREATE SCHEMA IF NOT EXISTS analytics;

CREATE SCHEMA IF NOT EXISTS audit;

DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
  CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
  CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
EXCEPTION
  -- A server without the contributed extensions, or a role that may not create them.
  WHEN feature_not_supported OR undefined_file OR insufficient_privilege THEN
    CREATE OR REPLACE FUNCTION public.uuid_generate_v4() RETURNS uuid LANGUAGE sql AS 'SELECT pg_catalog.gen_random_uuid()';
END;
$$;

CREATE OR REPLACE FUNCTION public.update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = CURRENT_TIMESTAMP;
  RETURN NEW;
END;
$$;

CREATE OR REPLACE FUNCTION public.create_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO audit.activity_logs (entity_type, entity_id, action, user_id, old_data)
    VALUES (TG_TABLE_NAME, OLD.id, TG_OP, COALESCE(OLD.updated_by, current_setting('app.current_user_id', true)::uuid), to_jsonb(OLD));
    RETURN OLD;
  END IF;
  INSERT INTO audit.activity_logs (entity_type, entity_id, action, user_id, new_data)
  VALUES (TG_TABLE_NAME, NEW.id, TG_OP, COALESCE(NEW.updated_by, current_setting('app.current_user_id', true)::uuid), to_jsonb(NEW));
  RETURN NEW;
END;
$$;

CREATE TABLE IF NOT EXISTS public.users (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  email varchar(255) NOT NULL UNIQUE,
  password varchar(255) NOT NULL,
  name varchar(255) NOT NULL,
  avatar_url text,
  bio text,
  status varchar(50) DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'suspended', 'deleted')),
  email_verified boolean DEFAULT false,
  last_login_at timestamp,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_by uuid
);

CREATE TABLE IF NOT EXISTS public.sessions (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  token varchar(500) NOT NULL UNIQUE,
  ip_address inet,
  user_agent text,
  expires_at timestamp NOT NULL,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.roles (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  name varchar(100) NOT NULL UNIQUE,
  description text,
  is_system boolean DEFAULT false,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.role_abilities (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  role_id uuid NOT NULL REFERENCES public.roles (id) ON DELETE CASCADE,
  ability varchar(100) NOT NULL,
  resource varchar(100) NOT NULL,
  conditions jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (role_id, ability, resource)
);

CREATE TABLE IF NOT EXISTS public.user_roles (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  role_id uuid NOT NULL REFERENCES public.roles (id) ON DELETE CASCADE,
  granted_by uuid REFERENCES public.users (id),
  granted_at timestamp DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp,
  UNIQUE (user_id, role_id)
);

CREATE TABLE IF NOT EXISTS public.projects (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  owner_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  description text,
  status varchar(50) DEFAULT 'planning' CHECK (status IN ('planning', 'active', 'completed', 'paused', 'cancelled')),
  priority varchar(50) DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  start_date timestamp,
  end_date timestamp,
  completed_at timestamp,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_by uuid REFERENCES public.users (id)
);

CREATE TABLE IF NOT EXISTS public.project_milestones (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  project_id uuid NOT NULL REFERENCES public.projects (id) ON DELETE CASCADE,
  title varchar(255) NOT NULL,
  description text,
  due_date timestamp,
  completed boolean DEFAULT false,
  completed_at timestamp,
  momentum_reward integer DEFAULT 0,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.seasons (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  name varchar(255) NOT NULL,
  description text,
  start_date timestamp NOT NULL,
  end_date timestamp NOT NULL,
  is_active boolean DEFAULT false,
  theme jsonb DEFAULT '{}',
  rewards jsonb DEFAULT '{}',
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.season_boosts (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  season_id uuid NOT NULL REFERENCES public.seasons (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  description text,
  boost_type varchar(100) NOT NULL,
  boost_multiplier double precision DEFAULT 1.0,
  duration_minutes integer,
  cost_credits integer DEFAULT 0,
  is_active boolean DEFAULT true,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.quests (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  season_id uuid REFERENCES public.seasons (id) ON DELETE SET NULL,
  title varchar(200) NOT NULL,
  description text,
  scale varchar(50) DEFAULT 'week' CHECK (scale IN ('hours', 'day', 'week', 'month', 'custom')),
  status varchar(50) DEFAULT 'planning' CHECK (status IN ('planning', 'active', 'completed', 'paused', 'cancelled')),
  objectives_completed integer DEFAULT 0,
  total_objectives integer DEFAULT 0,
  progress_percentage double precision DEFAULT 0 CHECK (progress_percentage >= 0 AND progress_percentage <= 100),
  current_stage varchar(100) DEFAULT 'start',
  ai_summary text,
  ai_animation varchar(255),
  metadata jsonb DEFAULT '{}',
  start_date timestamp DEFAULT CURRENT_TIMESTAMP,
  end_date timestamp,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_by uuid REFERENCES public.users (id)
);

CREATE TABLE IF NOT EXISTS public.tasks (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  project_id uuid REFERENCES public.projects (id) ON DELETE SET NULL,
  quest_id uuid REFERENCES public.quests (id) ON DELETE SET NULL,
  parent_task_id uuid REFERENCES public.tasks (id) ON DELETE CASCADE,
  title varchar(500) NOT NULL,
  description text,
  status varchar(50) DEFAULT 'todo' CHECK (status IN ('todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled')),
  priority varchar(50) DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  difficulty varchar(50) DEFAULT 'medium' CHECK (difficulty IN ('trivial', 'easy', 'medium', 'hard', 'epic')),
  momentum_reward integer DEFAULT 0,
  estimated_minutes integer,
  actual_minutes integer,
  due_date timestamp,
  completed_at timestamp,
  ai_suggestions jsonb DEFAULT '[]',
  tags text[] DEFAULT ARRAY[]::text[],
  metadata jsonb DEFAULT '{}',
  version integer DEFAULT 1,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_by uuid REFERENCES public.users (id)
);

CREATE TABLE IF NOT EXISTS public.subtasks (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  task_id uuid NOT NULL REFERENCES public.tasks (id) ON DELETE CASCADE,
  title varchar(255) NOT NULL,
  completed boolean DEFAULT false,
  completed_at timestamp,
  momentum_reward integer DEFAULT 0,
  sort_order integer DEFAULT 0,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.task_versions (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  task_id uuid NOT NULL REFERENCES public.tasks (id) ON DELETE CASCADE,
  version integer NOT NULL,
  title varchar(500),
  description text,
  status varchar(50),
  priority varchar(50),
  changes_summary text,
  changed_by uuid REFERENCES public.users (id),
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (task_id, version)
);

CREATE TABLE IF NOT EXISTS public.task_dependencies (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  task_id uuid NOT NULL REFERENCES public.tasks (id) ON DELETE CASCADE,
  depends_on_task_id uuid NOT NULL REFERENCES public.tasks (id) ON DELETE CASCADE,
  dependency_type varchar(50) DEFAULT 'blocks' CHECK (dependency_type IN ('blocks', 'related', 'duplicate')),
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (task_id, depends_on_task_id)
);

CREATE TABLE IF NOT EXISTS analytics.momentum (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL UNIQUE REFERENCES public.users (id) ON DELETE CASCADE,
  total_momentum integer DEFAULT 0 CHECK (total_momentum >= 0),
  current_level integer DEFAULT 1 CHECK (current_level >= 1),
  momentum_to_next_level integer DEFAULT 100,
  commits integer DEFAULT 0,
  docs integer DEFAULT 0,
  tasks integer DEFAULT 0,
  reviews integer DEFAULT 0,
  comments integer DEFAULT 0,
  attendance integer DEFAULT 0,
  features_shipped integer DEFAULT 0,
  design_edits integer DEFAULT 0,
  display_momentum boolean DEFAULT true,
  showcase_achievements uuid[] DEFAULT ARRAY[]::uuid[],
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS analytics.level_progress (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  momentum_id uuid NOT NULL REFERENCES analytics.momentum (id) ON DELETE CASCADE,
  level integer NOT NULL,
  reached_at timestamp DEFAULT CURRENT_TIMESTAMP,
  total_momentum_at_time integer NOT NULL
);

CREATE TABLE IF NOT EXISTS analytics.achievements (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  momentum_id uuid NOT NULL REFERENCES analytics.momentum (id) ON DELETE CASCADE,
  achievement_id varchar(100) NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  icon_url text,
  rarity varchar(50) DEFAULT 'common' CHECK (rarity IN ('common', 'uncommon', 'rare', 'epic', 'legendary')),
  unlocked_at timestamp DEFAULT CURRENT_TIMESTAMP,
  showcaseable boolean DEFAULT false,
  metadata jsonb DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS analytics.streaks (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL UNIQUE REFERENCES public.users (id) ON DELETE CASCADE,
  daily_current integer DEFAULT 0,
  daily_longest integer DEFAULT 0,
  daily_last_date date,
  daily_can_cash_in boolean DEFAULT false,
  weekly_current integer DEFAULT 0,
  weekly_longest integer DEFAULT 0,
  weekly_last_week integer,
  weekly_can_cash_in boolean DEFAULT false,
  project_current integer DEFAULT 0,
  project_longest integer DEFAULT 0,
  project_id uuid REFERENCES public.projects (id),
  project_last_date date,
  project_can_cash_in boolean DEFAULT false,
  pr_current integer DEFAULT 0,
  pr_longest integer DEFAULT 0,
  pr_last_date date,
  pr_can_cash_in boolean DEFAULT false,
  healthy_current integer DEFAULT 0,
  healthy_longest integer DEFAULT 0,
  healthy_last_date date,
  healthy_can_cash_in boolean DEFAULT false,
  healthy_consecutive_days_without_burnout integer DEFAULT 0,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS analytics.cashed_in_streaks (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  streak_id uuid NOT NULL REFERENCES analytics.streaks (id) ON DELETE CASCADE,
  streak_type varchar(50) NOT NULL,
  streak_value integer NOT NULL,
  boost_credits_earned integer DEFAULT 0,
  cashed_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS analytics.boosts (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL UNIQUE REFERENCES public.users (id) ON DELETE CASCADE,
  boost_credits integer DEFAULT 0 CHECK (boost_credits >= 0),
  max_concurrent_boosts integer DEFAULT 3,
  max_autopilot_time_per_day integer DEFAULT 0,
  autopilot_time_used_today integer DEFAULT 0,
  last_autopilot_reset date DEFAULT CURRENT_DATE,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS analytics.active_boosts (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  boost_id uuid NOT NULL REFERENCES analytics.boosts (id) ON DELETE CASCADE,
  boost_type varchar(100) NOT NULL,
  activated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp NOT NULL,
  duration_minutes integer NOT NULL,
  multiplier double precision DEFAULT 1.0,
  metadata jsonb DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS analytics.boost_history (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  boost_id uuid NOT NULL REFERENCES analytics.boosts (id) ON DELETE CASCADE,
  boost_type varchar(100) NOT NULL,
  activated_at timestamp NOT NULL,
  expired_at timestamp,
  duration_minutes integer NOT NULL,
  credits_used integer DEFAULT 0,
  source varchar(100),
  effectiveness_score double precision,
  metadata jsonb DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS audit.activity_logs (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  entity_type varchar(100) NOT NULL,
  entity_id uuid NOT NULL,
  action varchar(50) NOT NULL CHECK (action IN ('INSERT', 'UPDATE', 'DELETE')),
  user_id uuid REFERENCES public.users (id),
  old_data jsonb,
  new_data jsonb,
  ip_address inet,
  user_agent text,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS audit.task_completions (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  task_id uuid NOT NULL REFERENCES public.tasks (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  completed_at timestamp DEFAULT CURRENT_TIMESTAMP,
  momentum_earned integer DEFAULT 0,
  time_taken_minutes integer,
  quality_rating integer CHECK (quality_rating >= 1 AND quality_rating <= 5),
  auto_detected boolean DEFAULT false,
  completion_method varchar(100),
  metadata jsonb DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS audit.user_activity_summary (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL UNIQUE REFERENCES public.users (id) ON DELETE CASCADE,
  last_active_at timestamp,
  total_tasks_completed integer DEFAULT 0,
  total_momentum_earned integer DEFAULT 0,
  total_time_spent_minutes integer DEFAULT 0,
  active_days_count integer DEFAULT 0,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_users_created_at ON public.users (created_at DESC);

CREATE INDEX idx_users_email ON public.users (email);

CREATE INDEX idx_users_metadata ON public.users USING gin (metadata);

CREATE INDEX idx_users_status ON public.users (status);

CREATE INDEX idx_sessions_expires_at ON public.sessions (expires_at);

CREATE INDEX idx_sessions_token ON public.sessions (token);

CREATE INDEX idx_sessions_user_id ON public.sessions (user_id);

CREATE INDEX idx_roles_name ON public.roles (name);

CREATE INDEX idx_role_abilities_ability ON public.role_abilities (ability);

CREATE INDEX idx_role_abilities_role_id ON public.role_abilities (role_id);

CREATE INDEX idx_user_roles_expires_at ON public.user_roles (expires_at);

CREATE INDEX idx_user_roles_role_id ON public.user_roles (role_id);

CREATE INDEX idx_user_roles_user_id ON public.user_roles (user_id);

CREATE INDEX idx_projects_metadata ON public.projects USING gin (metadata);

CREATE INDEX idx_projects_owner_id ON public.projects (owner_id);

CREATE INDEX idx_projects_priority ON public.projects (priority);

CREATE INDEX idx_projects_status ON public.projects (status);

CREATE INDEX idx_project_milestones_completed ON public.project_milestones (completed);

CREATE INDEX idx_project_milestones_project_id ON public.project_milestones (project_id);

CREATE INDEX idx_seasons_start_date_end_date ON public.seasons (start_date, end_date);

CREATE INDEX idx_seasons_is_active ON public.seasons (is_active);

CREATE INDEX idx_season_boosts_boost_type ON public.season_boosts (boost_type);

CREATE INDEX idx_season_boosts_is_active ON public.season_boosts (is_active);

CREATE INDEX idx_season_boosts_season_id ON public.season_boosts (season_id);

CREATE INDEX idx_quests_metadata ON public.quests USING gin (metadata);

CREATE INDEX idx_quests_season_id ON public.quests (season_id);

CREATE INDEX idx_quests_status ON public.quests (status);

CREATE INDEX idx_quests_user_id ON public.quests (user_id);

CREATE INDEX idx_tasks_ai_suggestions ON public.tasks USING gin (ai_suggestions);

CREATE INDEX idx_tasks_due_date ON public.tasks (due_date);

CREATE INDEX idx_tasks_metadata ON public.tasks USING gin (metadata);

CREATE INDEX idx_tasks_parent_task_id ON public.tasks (parent_task_id);

CREATE INDEX idx_tasks_priority ON public.tasks (priority);

CREATE INDEX idx_tasks_project_id ON public.tasks (project_id);

CREATE INDEX idx_tasks_quest_id ON public.tasks (quest_id);

CREATE INDEX idx_tasks_status ON public.tasks (status);

CREATE INDEX idx_tasks_tags ON public.tasks USING gin (tags);

CREATE INDEX idx_tasks_title_search ON public.tasks USING gin (to_tsvector('english', title));

CREATE INDEX idx_tasks_user_id ON public.tasks (user_id);

CREATE INDEX idx_subtasks_completed ON public.subtasks (completed);

CREATE INDEX idx_subtasks_task_id_sort_order ON public.subtasks (task_id, sort_order);

CREATE INDEX idx_subtasks_task_id ON public.subtasks (task_id);

CREATE INDEX idx_task_versions_task_id ON public.task_versions (task_id);

CREATE INDEX idx_task_versions_version ON public.task_versions (version);

CREATE INDEX idx_task_dependencies_depends_on_task_id ON public.task_dependencies (depends_on_task_id);

CREATE INDEX idx_task_dependencies_task_id ON public.task_dependencies (task_id);

CREATE INDEX idx_momentum_current_level ON analytics.momentum (current_level DESC);

CREATE INDEX idx_momentum_total_momentum ON analytics.momentum (total_momentum DESC);

CREATE INDEX idx_momentum_user_id ON analytics.momentum (user_id);

CREATE INDEX idx_level_progress_momentum_id ON analytics.level_progress (momentum_id);

CREATE INDEX idx_level_progress_reached_at ON analytics.level_progress (reached_at DESC);

CREATE INDEX idx_achievements_achievement_id ON analytics.achievements (achievement_id);

CREATE INDEX idx_achievements_momentum_id ON analytics.achievements (momentum_id);

CREATE INDEX idx_achievements_rarity ON analytics.achievements (rarity);

CREATE INDEX idx_streaks_daily_current ON analytics.streaks (daily_current DESC);

CREATE INDEX idx_streaks_user_id ON analytics.streaks (user_id);

CREATE INDEX idx_cashed_in_streaks_cashed_at ON analytics.cashed_in_streaks (cashed_at DESC);

CREATE INDEX idx_cashed_in_streaks_streak_id ON analytics.cashed_in_streaks (streak_id);

CREATE INDEX idx_boosts_user_id ON analytics.boosts (user_id);

CREATE INDEX idx_active_boosts_boost_id ON analytics.active_boosts (boost_id);

CREATE INDEX idx_active_boosts_boost_type ON analytics.active_boosts (boost_type);

CREATE INDEX idx_active_boosts_expires_at ON analytics.active_boosts (expires_at);

CREATE INDEX idx_boost_history_activated_at ON analytics.boost_history (activated_at DESC);

CREATE INDEX idx_boost_history_boost_id ON analytics.boost_history (boost_id);

CREATE INDEX idx_activity_logs_action ON audit.activity_logs (action);

CREATE INDEX idx_activity_logs_created_at ON audit.activity_logs (created_at DESC);

CREATE INDEX idx_activity_logs_entity_type_entity_id ON audit.activity_logs (entity_type, entity_id);

CREATE INDEX idx_activity_logs_user_id ON audit.activity_logs (user_id);

CREATE INDEX idx_task_completions_completed_at ON audit.task_completions (completed_at DESC);

CREATE INDEX idx_task_completions_task_id ON audit.task_completions (task_id);

CREATE INDEX idx_task_completions_user_id ON audit.task_completions (user_id);

CREATE INDEX idx_user_activity_summary_last_active_at ON audit.user_activity_summary (last_active_at DESC);

CREATE INDEX idx_user_activity_summary_user_id ON audit.user_activity_summary (user_id);

CREATE TRIGGER update_users_updated_at BEFORE UPDATE ON public.users
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER audit_users_changes AFTER INSERT OR UPDATE OR DELETE ON public.users
  FOR EACH ROW EXECUTE FUNCTION public.create_audit_log();

CREATE TRIGGER update_roles_updated_at BEFORE UPDATE ON public.roles
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_projects_updated_at BEFORE UPDATE ON public.projects
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER audit_projects_changes AFTER INSERT OR UPDATE OR DELETE ON public.projects
  FOR EACH ROW EXECUTE FUNCTION public.create_audit_log();

CREATE TRIGGER update_project_milestones_updated_at BEFORE UPDATE ON public.project_milestones
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_seasons_updated_at BEFORE UPDATE ON public.seasons
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_season_boosts_updated_at BEFORE UPDATE ON public.season_boosts
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_quests_updated_at BEFORE UPDATE ON public.quests
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER audit_quests_changes AFTER INSERT OR UPDATE OR DELETE ON public.quests
  FOR EACH ROW EXECUTE FUNCTION public.create_audit_log();

CREATE TRIGGER update_tasks_updated_at BEFORE UPDATE ON public.tasks
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER audit_tasks_changes AFTER INSERT OR UPDATE OR DELETE ON public.tasks
  FOR EACH ROW EXECUTE FUNCTION public.create_audit_log();

CREATE TRIGGER update_subtasks_updated_at BEFORE UPDATE ON public.subtasks
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_momentum_updated_at BEFORE UPDATE ON analytics.momentum
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_streaks_updated_at BEFORE UPDATE ON analytics.streaks
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_boosts_updated_at BEFORE UPDATE ON analytics.boosts
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_user_activity_summary_updated_at BEFORE UPDATE ON audit.user_activity_summary
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

COMMENT ON TABLE public.users IS 'Accounts of the platform';

COMMENT ON TABLE public.tasks IS 'Work items of users';

COMMENT ON COLUMN public.tasks.ai_suggestions IS 'List of suggestion, type, confidence';

COMMENT ON TABLE analytics.momentum IS 'Momentum of each user';

COMMENT ON TABLE audit.activity_logs IS 'Written by trigger';
