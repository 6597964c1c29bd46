-- What `prisma db push --accept-data-loss` of engagement leaves of an init database: the tables of others are gone with their
-- rows; CHECKs and triggers stay, so every write to tasks and quests fails on the audit trigger.

DROP TABLE public.user_roles CASCADE;

DROP TABLE public.role_abilities CASCADE;

DROP TABLE public.roles CASCADE;

DROP TABLE public.sessions CASCADE;

DROP TABLE public.project_milestones CASCADE;

DROP TABLE public.projects CASCADE;

DROP TABLE public.task_versions CASCADE;

DROP TABLE public.task_dependencies CASCADE;

DROP TABLE public.users CASCADE;

DROP TABLE audit.activity_logs CASCADE;

DROP TABLE audit.user_activity_summary CASCADE;

ALTER TABLE public.seasons
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN is_active SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

DROP INDEX public.idx_seasons_start_date_end_date;

ALTER INDEX public.idx_seasons_is_active RENAME TO seasons_is_active_idx;

CREATE INDEX seasons_start_date_idx ON public.seasons (start_date);

ALTER TABLE public.season_boosts
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN boost_multiplier SET NOT NULL,
  ALTER COLUMN cost_credits SET NOT NULL,
  ALTER COLUMN is_active SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_season_boosts_boost_type RENAME TO season_boosts_boost_type_idx;

ALTER INDEX public.idx_season_boosts_is_active RENAME TO season_boosts_is_active_idx;

ALTER INDEX public.idx_season_boosts_season_id RENAME TO season_boosts_season_id_idx;

ALTER TABLE public.season_boosts DROP CONSTRAINT season_boosts_season_id_fkey, ADD CONSTRAINT season_boosts_season_id_fkey
  FOREIGN KEY (season_id) REFERENCES public.seasons (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.quests
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN scale SET NOT NULL,
  ALTER COLUMN status SET NOT NULL,
  ALTER COLUMN objectives_completed SET NOT NULL,
  ALTER COLUMN total_objectives SET NOT NULL,
  ALTER COLUMN progress_percentage SET NOT NULL,
  ALTER COLUMN current_stage SET NOT NULL,
  ALTER COLUMN start_date SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_quests_metadata RENAME TO quests_metadata_idx;

ALTER INDEX public.idx_quests_season_id RENAME TO quests_season_id_idx;

ALTER INDEX public.idx_quests_status RENAME TO quests_status_idx;

ALTER INDEX public.idx_quests_user_id RENAME TO quests_user_id_idx;

ALTER TABLE public.quests DROP CONSTRAINT quests_season_id_fkey, ADD CONSTRAINT quests_season_id_fkey
  FOREIGN KEY (season_id) REFERENCES public.seasons (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.quest_milestones
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN completed SET NOT NULL,
  ALTER COLUMN momentum_reward SET NOT NULL,
  ALTER COLUMN sort_order SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_quest_milestones_completed RENAME TO quest_milestones_completed_idx;

ALTER INDEX public.idx_quest_milestones_quest_id RENAME TO quest_milestones_quest_id_idx;

DROP INDEX public.idx_quest_milestones_quest_id_sort_order;

CREATE INDEX quest_milestones_sort_order_idx ON public.quest_milestones (sort_order);

ALTER TABLE public.quest_milestones DROP CONSTRAINT quest_milestones_quest_id_fkey, ADD CONSTRAINT quest_milestones_quest_id_fkey
  FOREIGN KEY (quest_id) REFERENCES public.quests (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.tasks
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN status SET NOT NULL,
  ALTER COLUMN priority SET NOT NULL,
  ALTER COLUMN difficulty SET NOT NULL,
  ALTER COLUMN momentum_reward SET NOT NULL,
  ALTER COLUMN ai_suggestions SET NOT NULL,
  ALTER COLUMN version SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_tasks_ai_suggestions RENAME TO tasks_ai_suggestions_idx;

ALTER INDEX public.idx_tasks_due_date RENAME TO tasks_due_date_idx;

ALTER INDEX public.idx_tasks_metadata RENAME TO tasks_metadata_idx;

ALTER INDEX public.idx_tasks_parent_task_id RENAME TO tasks_parent_task_id_idx;

ALTER INDEX public.idx_tasks_priority RENAME TO tasks_priority_idx;

ALTER INDEX public.idx_tasks_project_id RENAME TO tasks_project_id_idx;

ALTER INDEX public.idx_tasks_quest_id RENAME TO tasks_quest_id_idx;

ALTER INDEX public.idx_tasks_status RENAME TO tasks_status_idx;

ALTER INDEX public.idx_tasks_tags RENAME TO tasks_tags_idx;

ALTER INDEX public.idx_tasks_user_id RENAME TO tasks_user_id_idx;

ALTER TABLE public.tasks DROP CONSTRAINT tasks_quest_id_fkey, ADD CONSTRAINT tasks_quest_id_fkey
  FOREIGN KEY (quest_id) REFERENCES public.quests (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.tasks DROP CONSTRAINT tasks_parent_task_id_fkey, ADD CONSTRAINT tasks_parent_task_id_fkey
  FOREIGN KEY (parent_task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.subtasks
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN completed SET NOT NULL,
  ALTER COLUMN momentum_reward SET NOT NULL,
  ALTER COLUMN sort_order SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_subtasks_completed RENAME TO subtasks_completed_idx;

DROP INDEX public.idx_subtasks_task_id_sort_order;

ALTER INDEX public.idx_subtasks_task_id RENAME TO subtasks_task_id_idx;

CREATE INDEX subtasks_sort_order_idx ON public.subtasks (sort_order);

ALTER TABLE public.subtasks DROP CONSTRAINT subtasks_task_id_fkey, ADD CONSTRAINT subtasks_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.rewards
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN status SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX public.idx_rewards_expires_at RENAME TO rewards_expires_at_idx;

ALTER INDEX public.idx_rewards_reward_type RENAME TO rewards_reward_type_idx;

ALTER INDEX public.idx_rewards_status RENAME TO rewards_status_idx;

ALTER INDEX public.idx_rewards_user_id RENAME TO rewards_user_id_idx;

ALTER TABLE analytics.momentum
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN total_momentum SET NOT NULL,
  ALTER COLUMN current_level SET NOT NULL,
  ALTER COLUMN momentum_to_next_level SET NOT NULL,
  ALTER COLUMN commits SET NOT NULL,
  ALTER COLUMN docs SET NOT NULL,
  ALTER COLUMN tasks SET NOT NULL,
  ALTER COLUMN reviews SET NOT NULL,
  ALTER COLUMN comments SET NOT NULL,
  ALTER COLUMN attendance SET NOT NULL,
  ALTER COLUMN features_shipped SET NOT NULL,
  ALTER COLUMN design_edits SET NOT NULL,
  ALTER COLUMN display_momentum SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX analytics.idx_momentum_current_level RENAME TO momentum_current_level_idx;

ALTER INDEX analytics.idx_momentum_total_momentum RENAME TO momentum_total_momentum_idx;

ALTER INDEX analytics.idx_momentum_user_id RENAME TO momentum_user_id_idx;

ALTER TABLE analytics.level_progress
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN reached_at SET NOT NULL;

ALTER INDEX analytics.idx_level_progress_momentum_id RENAME TO level_progress_momentum_id_idx;

ALTER INDEX analytics.idx_level_progress_reached_at RENAME TO level_progress_reached_at_idx;

ALTER TABLE analytics.level_progress DROP CONSTRAINT level_progress_momentum_id_fkey, ADD CONSTRAINT level_progress_momentum_id_fkey
  FOREIGN KEY (momentum_id) REFERENCES analytics.momentum (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.achievements
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN rarity SET NOT NULL,
  ALTER COLUMN unlocked_at SET NOT NULL,
  ALTER COLUMN showcaseable SET NOT NULL;

ALTER INDEX analytics.idx_achievements_achievement_id RENAME TO achievements_achievement_id_idx;

ALTER INDEX analytics.idx_achievements_momentum_id RENAME TO achievements_momentum_id_idx;

ALTER INDEX analytics.idx_achievements_rarity RENAME TO achievements_rarity_idx;

ALTER TABLE analytics.achievements DROP CONSTRAINT achievements_momentum_id_fkey, ADD CONSTRAINT achievements_momentum_id_fkey
  FOREIGN KEY (momentum_id) REFERENCES analytics.momentum (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.streaks
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN daily_current SET NOT NULL,
  ALTER COLUMN daily_longest SET NOT NULL,
  ALTER COLUMN daily_can_cash_in SET NOT NULL,
  ALTER COLUMN weekly_current SET NOT NULL,
  ALTER COLUMN weekly_longest SET NOT NULL,
  ALTER COLUMN weekly_can_cash_in SET NOT NULL,
  ALTER COLUMN project_current SET NOT NULL,
  ALTER COLUMN project_longest SET NOT NULL,
  ALTER COLUMN project_can_cash_in SET NOT NULL,
  ALTER COLUMN pr_current SET NOT NULL,
  ALTER COLUMN pr_longest SET NOT NULL,
  ALTER COLUMN pr_can_cash_in SET NOT NULL,
  ALTER COLUMN healthy_current SET NOT NULL,
  ALTER COLUMN healthy_longest SET NOT NULL,
  ALTER COLUMN healthy_can_cash_in SET NOT NULL,
  ALTER COLUMN healthy_consecutive_days_without_burnout SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX analytics.idx_streaks_daily_current RENAME TO streaks_daily_current_idx;

ALTER INDEX analytics.idx_streaks_user_id RENAME TO streaks_user_id_idx;

ALTER TABLE analytics.cashed_in_streaks
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN boost_credits_earned SET NOT NULL,
  ALTER COLUMN cashed_at SET NOT NULL;

ALTER INDEX analytics.idx_cashed_in_streaks_cashed_at RENAME TO cashed_in_streaks_cashed_at_idx;

ALTER INDEX analytics.idx_cashed_in_streaks_streak_id RENAME TO cashed_in_streaks_streak_id_idx;

ALTER TABLE analytics.cashed_in_streaks DROP CONSTRAINT cashed_in_streaks_streak_id_fkey, ADD CONSTRAINT cashed_in_streaks_streak_id_fkey
  FOREIGN KEY (streak_id) REFERENCES analytics.streaks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.boosts
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN boost_credits SET NOT NULL,
  ALTER COLUMN max_concurrent_boosts SET NOT NULL,
  ALTER COLUMN max_autopilot_time_per_day SET NOT NULL,
  ALTER COLUMN autopilot_time_used_today SET NOT NULL,
  ALTER COLUMN last_autopilot_reset DROP DEFAULT,
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN updated_at SET NOT NULL,
  ALTER COLUMN updated_at DROP DEFAULT;

ALTER INDEX analytics.idx_boosts_user_id RENAME TO boosts_user_id_idx;

ALTER TABLE analytics.active_boosts
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN activated_at SET NOT NULL,
  ALTER COLUMN multiplier SET NOT NULL;

ALTER INDEX analytics.idx_active_boosts_boost_id RENAME TO active_boosts_boost_id_idx;

ALTER INDEX analytics.idx_active_boosts_boost_type RENAME TO active_boosts_boost_type_idx;

ALTER INDEX analytics.idx_active_boosts_expires_at RENAME TO active_boosts_expires_at_idx;

ALTER TABLE analytics.active_boosts DROP CONSTRAINT active_boosts_boost_id_fkey, ADD CONSTRAINT active_boosts_boost_id_fkey
  FOREIGN KEY (boost_id) REFERENCES analytics.boosts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE analytics.boost_history
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN credits_used SET NOT NULL;

ALTER INDEX analytics.idx_boost_history_activated_at RENAME TO boost_history_activated_at_idx;

ALTER INDEX analytics.idx_boost_history_boost_id RENAME TO boost_history_boost_id_idx;

ALTER TABLE analytics.boost_history DROP CONSTRAINT boost_history_boost_id_fkey, ADD CONSTRAINT boost_history_boost_id_fkey
  FOREIGN KEY (boost_id) REFERENCES analytics.boosts (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE audit.task_completions
  ALTER COLUMN id DROP DEFAULT,
  ALTER COLUMN completed_at SET NOT NULL,
  ALTER COLUMN momentum_earned SET NOT NULL,
  ALTER COLUMN auto_detected SET NOT NULL;

ALTER INDEX audit.idx_task_completions_completed_at RENAME TO task_completions_completed_at_idx;

ALTER INDEX audit.idx_task_completions_task_id RENAME TO task_completions_task_id_idx;

ALTER INDEX audit.idx_task_completions_user_id RENAME TO task_completions_user_id_idx;

ALTER TABLE audit.task_completions DROP CONSTRAINT task_completions_task_id_fkey, ADD CONSTRAINT task_completions_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;
