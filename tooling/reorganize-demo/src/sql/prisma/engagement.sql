-- What Prisma makes of the schema of engagement. It has no users and no projects, so no key leads there.

CREATE SCHEMA IF NOT EXISTS analytics;

CREATE SCHEMA IF NOT EXISTS audit;

CREATE TABLE public.seasons (
  id uuid NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  start_date timestamp NOT NULL,
  end_date timestamp NOT NULL,
  is_active boolean NOT NULL DEFAULT false,
  theme jsonb DEFAULT '{}',
  rewards jsonb DEFAULT '{}',
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT seasons_pkey PRIMARY KEY (id)
);

CREATE TABLE public.season_boosts (
  id uuid NOT NULL,
  season_id uuid NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  boost_type varchar(100) NOT NULL,
  boost_multiplier double precision NOT NULL DEFAULT 1.0,
  duration_minutes integer,
  cost_credits integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT season_boosts_pkey PRIMARY KEY (id)
);

CREATE TABLE public.quests (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  season_id uuid,
  title varchar(200) NOT NULL,
  description text,
  scale varchar(50) NOT NULL DEFAULT 'week',
  status varchar(50) NOT NULL DEFAULT 'planning',
  objectives_completed integer NOT NULL DEFAULT 0,
  total_objectives integer NOT NULL DEFAULT 0,
  progress_percentage double precision NOT NULL DEFAULT 0,
  current_stage varchar(100) NOT NULL DEFAULT 'start',
  ai_summary text,
  ai_animation varchar(255),
  metadata jsonb DEFAULT '{}',
  start_date timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  end_date timestamp,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  updated_by uuid,
  CONSTRAINT quests_pkey PRIMARY KEY (id)
);

CREATE TABLE public.quest_milestones (
  id uuid NOT NULL,
  quest_id uuid NOT NULL,
  title varchar(255) NOT NULL,
  description text,
  completed boolean NOT NULL DEFAULT false,
  completed_at timestamp,
  momentum_reward integer NOT NULL DEFAULT 0,
  sort_order integer NOT NULL DEFAULT 0,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT quest_milestones_pkey PRIMARY KEY (id)
);

CREATE TABLE public.tasks (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  project_id uuid,
  quest_id uuid,
  parent_task_id uuid,
  title varchar(500) NOT NULL,
  description text,
  status varchar(50) NOT NULL DEFAULT 'todo',
  priority varchar(50) NOT NULL DEFAULT 'medium',
  difficulty varchar(50) NOT NULL DEFAULT 'medium',
  momentum_reward integer NOT NULL DEFAULT 0,
  estimated_minutes integer,
  actual_minutes integer,
  due_date timestamp,
  completed_at timestamp,
  ai_suggestions jsonb NOT NULL DEFAULT '[]',
  tags text[] DEFAULT ARRAY[]::text[],
  metadata jsonb DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  updated_by uuid,
  CONSTRAINT tasks_pkey PRIMARY KEY (id)
);

CREATE TABLE public.subtasks (
  id uuid NOT NULL,
  task_id uuid NOT NULL,
  title varchar(255) NOT NULL,
  completed boolean NOT NULL DEFAULT false,
  completed_at timestamp,
  momentum_reward integer NOT NULL DEFAULT 0,
  sort_order integer NOT NULL DEFAULT 0,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT subtasks_pkey PRIMARY KEY (id)
);

CREATE TABLE public.rewards (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  reward_type varchar(50) NOT NULL,
  amount integer NOT NULL,
  source varchar(50) NOT NULL,
  source_id uuid,
  description text NOT NULL,
  status varchar(50) NOT NULL DEFAULT 'pending',
  claimed_at timestamp,
  expires_at timestamp,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT rewards_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.momentum (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  total_momentum integer NOT NULL DEFAULT 0,
  current_level integer NOT NULL DEFAULT 1,
  momentum_to_next_level integer NOT NULL DEFAULT 100,
  commits integer NOT NULL DEFAULT 0,
  docs integer NOT NULL DEFAULT 0,
  tasks integer NOT NULL DEFAULT 0,
  reviews integer NOT NULL DEFAULT 0,
  comments integer NOT NULL DEFAULT 0,
  attendance integer NOT NULL DEFAULT 0,
  features_shipped integer NOT NULL DEFAULT 0,
  design_edits integer NOT NULL DEFAULT 0,
  display_momentum boolean NOT NULL DEFAULT true,
  showcase_achievements uuid[] DEFAULT ARRAY[]::uuid[],
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT momentum_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.level_progress (
  id uuid NOT NULL,
  momentum_id uuid NOT NULL,
  level integer NOT NULL,
  reached_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  total_momentum_at_time integer NOT NULL,
  CONSTRAINT level_progress_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.achievements (
  id uuid NOT NULL,
  momentum_id uuid NOT NULL,
  achievement_id varchar(100) NOT NULL,
  name varchar(255) NOT NULL,
  description text,
  icon_url text,
  rarity varchar(50) NOT NULL DEFAULT 'common',
  unlocked_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  showcaseable boolean NOT NULL DEFAULT false,
  metadata jsonb DEFAULT '{}',
  CONSTRAINT achievements_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.streaks (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  daily_current integer NOT NULL DEFAULT 0,
  daily_longest integer NOT NULL DEFAULT 0,
  daily_last_date date,
  daily_can_cash_in boolean NOT NULL DEFAULT false,
  weekly_current integer NOT NULL DEFAULT 0,
  weekly_longest integer NOT NULL DEFAULT 0,
  weekly_last_week integer,
  weekly_can_cash_in boolean NOT NULL DEFAULT false,
  project_current integer NOT NULL DEFAULT 0,
  project_longest integer NOT NULL DEFAULT 0,
  project_id uuid,
  project_last_date date,
  project_can_cash_in boolean NOT NULL DEFAULT false,
  pr_current integer NOT NULL DEFAULT 0,
  pr_longest integer NOT NULL DEFAULT 0,
  pr_last_date date,
  pr_can_cash_in boolean NOT NULL DEFAULT false,
  healthy_current integer NOT NULL DEFAULT 0,
  healthy_longest integer NOT NULL DEFAULT 0,
  healthy_last_date date,
  healthy_can_cash_in boolean NOT NULL DEFAULT false,
  healthy_consecutive_days_without_burnout integer NOT NULL DEFAULT 0,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT streaks_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.cashed_in_streaks (
  id uuid NOT NULL,
  streak_id uuid NOT NULL,
  streak_type varchar(50) NOT NULL,
  streak_value integer NOT NULL,
  boost_credits_earned integer NOT NULL DEFAULT 0,
  cashed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT cashed_in_streaks_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.boosts (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  boost_credits integer NOT NULL DEFAULT 0,
  max_concurrent_boosts integer NOT NULL DEFAULT 3,
  max_autopilot_time_per_day integer NOT NULL DEFAULT 0,
  autopilot_time_used_today integer NOT NULL DEFAULT 0,
  last_autopilot_reset date,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT boosts_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.active_boosts (
  id uuid NOT NULL,
  boost_id uuid NOT NULL,
  boost_type varchar(100) NOT NULL,
  activated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp NOT NULL,
  duration_minutes integer NOT NULL,
  multiplier double precision NOT NULL DEFAULT 1.0,
  metadata jsonb DEFAULT '{}',
  CONSTRAINT active_boosts_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics.boost_history (
  id uuid NOT NULL,
  boost_id uuid NOT NULL,
  boost_type varchar(100) NOT NULL,
  activated_at timestamp NOT NULL,
  expired_at timestamp,
  duration_minutes integer NOT NULL,
  credits_used integer NOT NULL DEFAULT 0,
  source varchar(100),
  effectiveness_score double precision,
  metadata jsonb DEFAULT '{}',
  CONSTRAINT boost_history_pkey PRIMARY KEY (id)
);

CREATE TABLE audit.task_completions (
  id uuid NOT NULL,
  task_id uuid NOT NULL,
  user_id uuid NOT NULL,
  completed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  momentum_earned integer NOT NULL DEFAULT 0,
  time_taken_minutes integer,
  quality_rating integer,
  auto_detected boolean NOT NULL DEFAULT false,
  completion_method varchar(100),
  metadata jsonb DEFAULT '{}',
  CONSTRAINT task_completions_pkey PRIMARY KEY (id)
);

CREATE INDEX seasons_is_active_idx ON public.seasons (is_active);

CREATE INDEX seasons_start_date_idx ON public.seasons (start_date);

CREATE INDEX season_boosts_boost_type_idx ON public.season_boosts (boost_type);

CREATE INDEX season_boosts_is_active_idx ON public.season_boosts (is_active);

CREATE INDEX season_boosts_season_id_idx ON public.season_boosts (season_id);

CREATE INDEX quests_metadata_idx ON public.quests USING gin (metadata);

CREATE INDEX quests_season_id_idx ON public.quests (season_id);

CREATE INDEX quests_status_idx ON public.quests (status);

CREATE INDEX quests_user_id_idx ON public.quests (user_id);

CREATE INDEX quest_milestones_completed_idx ON public.quest_milestones (completed);

CREATE INDEX quest_milestones_quest_id_idx ON public.quest_milestones (quest_id);

CREATE INDEX quest_milestones_sort_order_idx ON public.quest_milestones (sort_order);

CREATE INDEX tasks_ai_suggestions_idx ON public.tasks USING gin (ai_suggestions);

CREATE INDEX tasks_due_date_idx ON public.tasks (due_date);

CREATE INDEX tasks_metadata_idx ON public.tasks USING gin (metadata);

CREATE INDEX tasks_parent_task_id_idx ON public.tasks (parent_task_id);

CREATE INDEX tasks_priority_idx ON public.tasks (priority);

CREATE INDEX tasks_project_id_idx ON public.tasks (project_id);

CREATE INDEX tasks_quest_id_idx ON public.tasks (quest_id);

CREATE INDEX tasks_status_idx ON public.tasks (status);

CREATE INDEX tasks_tags_idx ON public.tasks USING gin (tags);

CREATE INDEX tasks_user_id_idx ON public.tasks (user_id);

CREATE INDEX subtasks_completed_idx ON public.subtasks (completed);

CREATE INDEX subtasks_task_id_idx ON public.subtasks (task_id);

CREATE INDEX subtasks_sort_order_idx ON public.subtasks (sort_order);

CREATE INDEX rewards_expires_at_idx ON public.rewards (expires_at);

CREATE INDEX rewards_reward_type_idx ON public.rewards (reward_type);

CREATE INDEX rewards_status_idx ON public.rewards (status);

CREATE INDEX rewards_user_id_idx ON public.rewards (user_id);

CREATE INDEX momentum_current_level_idx ON analytics.momentum (current_level DESC);

CREATE INDEX momentum_total_momentum_idx ON analytics.momentum (total_momentum DESC);

CREATE INDEX momentum_user_id_idx ON analytics.momentum (user_id);

CREATE UNIQUE INDEX momentum_user_id_key ON analytics.momentum (user_id);

CREATE INDEX level_progress_momentum_id_idx ON analytics.level_progress (momentum_id);

CREATE INDEX level_progress_reached_at_idx ON analytics.level_progress (reached_at DESC);

CREATE INDEX achievements_achievement_id_idx ON analytics.achievements (achievement_id);

CREATE INDEX achievements_momentum_id_idx ON analytics.achievements (momentum_id);

CREATE INDEX achievements_rarity_idx ON analytics.achievements (rarity);

CREATE INDEX streaks_daily_current_idx ON analytics.streaks (daily_current DESC);

CREATE INDEX streaks_user_id_idx ON analytics.streaks (user_id);

CREATE UNIQUE INDEX streaks_user_id_key ON analytics.streaks (user_id);

CREATE INDEX cashed_in_streaks_cashed_at_idx ON analytics.cashed_in_streaks (cashed_at DESC);

CREATE INDEX cashed_in_streaks_streak_id_idx ON analytics.cashed_in_streaks (streak_id);

CREATE UNIQUE INDEX boosts_user_id_key ON analytics.boosts (user_id);

CREATE INDEX boosts_user_id_idx ON analytics.boosts (user_id);

CREATE INDEX active_boosts_boost_id_idx ON analytics.active_boosts (boost_id);

CREATE INDEX active_boosts_boost_type_idx ON analytics.active_boosts (boost_type);

CREATE INDEX active_boosts_expires_at_idx ON analytics.active_boosts (expires_at);

CREATE INDEX boost_history_activated_at_idx ON analytics.boost_history (activated_at DESC);

CREATE INDEX boost_history_boost_id_idx ON analytics.boost_history (boost_id);

CREATE INDEX task_completions_completed_at_idx ON audit.task_completions (completed_at DESC);

CREATE INDEX task_completions_task_id_idx ON audit.task_completions (task_id);

CREATE INDEX task_completions_user_id_idx ON audit.task_completions (user_id);

ALTER TABLE public.season_boosts ADD CONSTRAINT season_boosts_season_id_fkey
  FOREIGN KEY (season_id) REFERENCES public.seasons (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.quests ADD CONSTRAINT quests_season_id_fkey
  FOREIGN KEY (season_id) REFERENCES public.seasons (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.quest_milestones ADD CONSTRAINT quest_milestones_quest_id_fkey
  FOREIGN KEY (quest_id) REFERENCES public.quests (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.tasks ADD CONSTRAINT tasks_quest_id_fkey
  FOREIGN KEY (quest_id) REFERENCES public.quests (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.tasks ADD CONSTRAINT tasks_parent_task_id_fkey
  FOREIGN KEY (parent_task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.subtasks ADD CONSTRAINT subtasks_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.level_progress ADD CONSTRAINT level_progress_momentum_id_fkey
  FOREIGN KEY (momentum_id) REFERENCES analytics.momentum (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.achievements ADD CONSTRAINT achievements_momentum_id_fkey
  FOREIGN KEY (momentum_id) REFERENCES analytics.momentum (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.cashed_in_streaks ADD CONSTRAINT cashed_in_streaks_streak_id_fkey
  FOREIGN KEY (streak_id) REFERENCES analytics.streaks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.active_boosts ADD CONSTRAINT active_boosts_boost_id_fkey
  FOREIGN KEY (boost_id) REFERENCES analytics.boosts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.boost_history ADD CONSTRAINT boost_history_boost_id_fkey
  FOREIGN KEY (boost_id) REFERENCES analytics.boosts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE audit.task_completions ADD CONSTRAINT task_completions_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;
