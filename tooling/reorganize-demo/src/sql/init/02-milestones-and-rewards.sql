-- What the second form of the init script added: 27 tables in all.

CREATE TABLE IF NOT EXISTS public.quest_milestones (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  quest_id uuid NOT NULL REFERENCES public.quests (id) ON DELETE CASCADE,
  title varchar(255) NOT NULL,
  description text,
  completed boolean DEFAULT false,
  completed_at timestamp,
  momentum_reward integer DEFAULT 0,
  sort_order integer DEFAULT 0,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS public.rewards (
  id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  reward_type varchar(50) NOT NULL CHECK (reward_type IN ('boost_credits', 'momentum_bonus', 'skip_day', 'break_time', 'custom')),
  amount integer NOT NULL,
  source varchar(50) NOT NULL CHECK (source IN ('streak', 'momentum', 'season', 'achievement', 'manual')),
  source_id uuid,
  description text NOT NULL,
  status varchar(50) DEFAULT 'pending' CHECK (status IN ('pending', 'claimed', 'expired')),
  claimed_at timestamp,
  expires_at timestamp,
  metadata jsonb DEFAULT '{}',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_quest_milestones_completed ON public.quest_milestones (completed);

CREATE INDEX idx_quest_milestones_quest_id ON public.quest_milestones (quest_id);

CREATE INDEX idx_quest_milestones_quest_id_sort_order ON public.quest_milestones (quest_id, sort_order);

CREATE INDEX idx_rewards_expires_at ON public.rewards (expires_at);

CREATE INDEX idx_rewards_reward_type ON public.rewards (reward_type);

CREATE INDEX idx_rewards_status ON public.rewards (status);

CREATE INDEX idx_rewards_user_id ON public.rewards (user_id);

CREATE TRIGGER update_quest_milestones_updated_at BEFORE UPDATE ON public.quest_milestones
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_rewards_updated_at BEFORE UPDATE ON public.rewards
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
