-- What no row may break, whoever writes: word lists, counters that never go below zero, ranges.
-- Statuses are words and not enum types because programs other than ours write strings here.
-- Each comment says in one sentence what its rule demands; clients show it when a row is refused.
-- A null passes every rule; where null is not allowed the column says so itself.

-- Seasons.

ALTER TABLE "public"."seasons"
  ADD CONSTRAINT "seasons_dates_check" CHECK ("end_date" > "start_date");
COMMENT ON CONSTRAINT "seasons_dates_check" ON "public"."seasons" IS 'A season ends after it starts.';

ALTER TABLE "public"."season_boosts"
  ADD CONSTRAINT "season_boosts_boost_type_check" CHECK ("boost_type"::text IN ('focus', 'velocity', 'clarity', 'debug', 'cleanup', 'sprint', 'learning')),
  ADD CONSTRAINT "season_boosts_boost_multiplier_check" CHECK ("boost_multiplier" > 0 AND "boost_multiplier" < 'Infinity'),
  ADD CONSTRAINT "season_boosts_duration_minutes_check" CHECK ("duration_minutes" > 0),
  ADD CONSTRAINT "season_boosts_cost_credits_check" CHECK ("cost_credits" >= 0);
COMMENT ON CONSTRAINT "season_boosts_boost_type_check" ON "public"."season_boosts" IS 'boost_type is one of focus, velocity, clarity, debug, cleanup, sprint, learning.';
COMMENT ON CONSTRAINT "season_boosts_boost_multiplier_check" ON "public"."season_boosts" IS 'boost_multiplier is a finite number above 0.';
COMMENT ON CONSTRAINT "season_boosts_duration_minutes_check" ON "public"."season_boosts" IS 'duration_minutes is above 0.';
COMMENT ON CONSTRAINT "season_boosts_cost_credits_check" ON "public"."season_boosts" IS 'cost_credits is never negative.';

-- Quests.

ALTER TABLE "public"."quests"
  ADD CONSTRAINT "quests_scale_check" CHECK ("scale"::text IN ('hours', 'day', 'week', 'month', 'custom')),
  ADD CONSTRAINT "quests_status_check" CHECK ("status"::text IN ('planning', 'active', 'completed', 'paused', 'cancelled')),
  ADD CONSTRAINT "quests_objectives_completed_check" CHECK ("objectives_completed" >= 0),
  ADD CONSTRAINT "quests_total_objectives_check" CHECK ("total_objectives" >= 0),
  ADD CONSTRAINT "quests_progress_percentage_check" CHECK ("progress_percentage" BETWEEN 0 AND 100);
COMMENT ON CONSTRAINT "quests_scale_check" ON "public"."quests" IS 'scale is one of hours, day, week, month, custom.';
COMMENT ON CONSTRAINT "quests_status_check" ON "public"."quests" IS 'status is one of planning, active, completed, paused, cancelled.';
COMMENT ON CONSTRAINT "quests_objectives_completed_check" ON "public"."quests" IS 'objectives_completed is never negative.';
COMMENT ON CONSTRAINT "quests_total_objectives_check" ON "public"."quests" IS 'total_objectives is never negative.';
COMMENT ON CONSTRAINT "quests_progress_percentage_check" ON "public"."quests" IS 'progress_percentage lies between 0 and 100.';

ALTER TABLE "public"."quest_milestones"
  ADD CONSTRAINT "quest_milestones_momentum_reward_check" CHECK ("momentum_reward" >= 0);
COMMENT ON CONSTRAINT "quest_milestones_momentum_reward_check" ON "public"."quest_milestones" IS 'momentum_reward is never negative.';

-- Rewards.

ALTER TABLE "public"."rewards"
  ADD CONSTRAINT "rewards_reward_type_check" CHECK ("reward_type"::text IN ('boost_credits', 'momentum_bonus', 'skip_day', 'break_time', 'custom')),
  ADD CONSTRAINT "rewards_source_check" CHECK ("source"::text IN ('streak', 'momentum', 'season', 'achievement', 'manual')),
  ADD CONSTRAINT "rewards_status_check" CHECK ("status"::text IN ('pending', 'claimed', 'expired')),
  ADD CONSTRAINT "rewards_amount_check" CHECK ("amount" >= 0);
COMMENT ON CONSTRAINT "rewards_reward_type_check" ON "public"."rewards" IS 'reward_type is one of boost_credits, momentum_bonus, skip_day, break_time, custom.';
COMMENT ON CONSTRAINT "rewards_source_check" ON "public"."rewards" IS 'source is one of streak, momentum, season, achievement, manual.';
COMMENT ON CONSTRAINT "rewards_status_check" ON "public"."rewards" IS 'status is one of pending, claimed, expired.';
COMMENT ON CONSTRAINT "rewards_amount_check" ON "public"."rewards" IS 'amount is never negative.';

-- Momentum.

ALTER TABLE "analytics"."momentum"
  ADD CONSTRAINT "momentum_total_momentum_check" CHECK ("total_momentum" >= 0),
  ADD CONSTRAINT "momentum_current_level_check" CHECK ("current_level" >= 1),
  ADD CONSTRAINT "momentum_momentum_to_next_level_check" CHECK ("momentum_to_next_level" >= 0),
  ADD CONSTRAINT "momentum_commits_check" CHECK ("commits" >= 0),
  ADD CONSTRAINT "momentum_docs_check" CHECK ("docs" >= 0),
  ADD CONSTRAINT "momentum_tasks_check" CHECK ("tasks" >= 0),
  ADD CONSTRAINT "momentum_reviews_check" CHECK ("reviews" >= 0),
  ADD CONSTRAINT "momentum_comments_check" CHECK ("comments" >= 0),
  ADD CONSTRAINT "momentum_attendance_check" CHECK ("attendance" >= 0),
  ADD CONSTRAINT "momentum_features_shipped_check" CHECK ("features_shipped" >= 0),
  ADD CONSTRAINT "momentum_design_edits_check" CHECK ("design_edits" >= 0);
COMMENT ON CONSTRAINT "momentum_total_momentum_check" ON "analytics"."momentum" IS 'total_momentum is never negative.';
COMMENT ON CONSTRAINT "momentum_current_level_check" ON "analytics"."momentum" IS 'Levels start at 1.';
COMMENT ON CONSTRAINT "momentum_momentum_to_next_level_check" ON "analytics"."momentum" IS 'momentum_to_next_level is never negative.';
COMMENT ON CONSTRAINT "momentum_commits_check" ON "analytics"."momentum" IS 'commits is never negative.';
COMMENT ON CONSTRAINT "momentum_docs_check" ON "analytics"."momentum" IS 'docs is never negative.';
COMMENT ON CONSTRAINT "momentum_tasks_check" ON "analytics"."momentum" IS 'tasks is never negative.';
COMMENT ON CONSTRAINT "momentum_reviews_check" ON "analytics"."momentum" IS 'reviews is never negative.';
COMMENT ON CONSTRAINT "momentum_comments_check" ON "analytics"."momentum" IS 'comments is never negative.';
COMMENT ON CONSTRAINT "momentum_attendance_check" ON "analytics"."momentum" IS 'attendance is never negative.';
COMMENT ON CONSTRAINT "momentum_features_shipped_check" ON "analytics"."momentum" IS 'features_shipped is never negative.';
COMMENT ON CONSTRAINT "momentum_design_edits_check" ON "analytics"."momentum" IS 'design_edits is never negative.';

ALTER TABLE "analytics"."level_progress"
  ADD CONSTRAINT "level_progress_level_check" CHECK ("level" >= 1),
  ADD CONSTRAINT "level_progress_total_momentum_at_time_check" CHECK ("total_momentum_at_time" >= 0);
COMMENT ON CONSTRAINT "level_progress_level_check" ON "analytics"."level_progress" IS 'Levels start at 1.';
COMMENT ON CONSTRAINT "level_progress_total_momentum_at_time_check" ON "analytics"."level_progress" IS 'total_momentum_at_time is never negative.';

ALTER TABLE "analytics"."achievements"
  ADD CONSTRAINT "achievements_rarity_check" CHECK ("rarity"::text IN ('common', 'uncommon', 'rare', 'epic', 'legendary'));
COMMENT ON CONSTRAINT "achievements_rarity_check" ON "analytics"."achievements" IS 'rarity is one of common, uncommon, rare, epic, legendary.';

-- Streaks. A longest streak may be shorter than the current one: older writers kept the two apart.

ALTER TABLE "analytics"."streaks"
  ADD CONSTRAINT "streaks_daily_current_check" CHECK ("daily_current" >= 0),
  ADD CONSTRAINT "streaks_daily_longest_check" CHECK ("daily_longest" >= 0),
  ADD CONSTRAINT "streaks_weekly_current_check" CHECK ("weekly_current" >= 0),
  ADD CONSTRAINT "streaks_weekly_longest_check" CHECK ("weekly_longest" >= 0),
  ADD CONSTRAINT "streaks_project_current_check" CHECK ("project_current" >= 0),
  ADD CONSTRAINT "streaks_project_longest_check" CHECK ("project_longest" >= 0),
  ADD CONSTRAINT "streaks_pr_current_check" CHECK ("pr_current" >= 0),
  ADD CONSTRAINT "streaks_pr_longest_check" CHECK ("pr_longest" >= 0),
  ADD CONSTRAINT "streaks_healthy_current_check" CHECK ("healthy_current" >= 0),
  ADD CONSTRAINT "streaks_healthy_longest_check" CHECK ("healthy_longest" >= 0),
  ADD CONSTRAINT "streaks_weekly_last_week_check" CHECK ("weekly_last_week" BETWEEN 1 AND 53),
  ADD CONSTRAINT "streaks_healthy_consecutive_days_without_burnout_check" CHECK ("healthy_consecutive_days_without_burnout" >= 0);
COMMENT ON CONSTRAINT "streaks_daily_current_check" ON "analytics"."streaks" IS 'daily_current is never negative.';
COMMENT ON CONSTRAINT "streaks_daily_longest_check" ON "analytics"."streaks" IS 'daily_longest is never negative.';
COMMENT ON CONSTRAINT "streaks_weekly_current_check" ON "analytics"."streaks" IS 'weekly_current is never negative.';
COMMENT ON CONSTRAINT "streaks_weekly_longest_check" ON "analytics"."streaks" IS 'weekly_longest is never negative.';
COMMENT ON CONSTRAINT "streaks_project_current_check" ON "analytics"."streaks" IS 'project_current is never negative.';
COMMENT ON CONSTRAINT "streaks_project_longest_check" ON "analytics"."streaks" IS 'project_longest is never negative.';
COMMENT ON CONSTRAINT "streaks_pr_current_check" ON "analytics"."streaks" IS 'pr_current is never negative.';
COMMENT ON CONSTRAINT "streaks_pr_longest_check" ON "analytics"."streaks" IS 'pr_longest is never negative.';
COMMENT ON CONSTRAINT "streaks_healthy_current_check" ON "analytics"."streaks" IS 'healthy_current is never negative.';
COMMENT ON CONSTRAINT "streaks_healthy_longest_check" ON "analytics"."streaks" IS 'healthy_longest is never negative.';
COMMENT ON CONSTRAINT "streaks_weekly_last_week_check" ON "analytics"."streaks" IS 'weekly_last_week is a week of the year, 1 to 53.';
COMMENT ON CONSTRAINT "streaks_healthy_consecutive_days_without_burnout_check" ON "analytics"."streaks" IS 'healthy_consecutive_days_without_burnout is never negative.';

ALTER TABLE "analytics"."cashed_in_streaks"
  ADD CONSTRAINT "cashed_in_streaks_streak_type_check" CHECK ("streak_type"::text IN ('daily', 'weekly', 'project', 'pr', 'healthy')),
  ADD CONSTRAINT "cashed_in_streaks_streak_value_check" CHECK ("streak_value" >= 0),
  ADD CONSTRAINT "cashed_in_streaks_boost_credits_earned_check" CHECK ("boost_credits_earned" >= 0);
COMMENT ON CONSTRAINT "cashed_in_streaks_streak_type_check" ON "analytics"."cashed_in_streaks" IS 'streak_type is one of daily, weekly, project, pr, healthy.';
COMMENT ON CONSTRAINT "cashed_in_streaks_streak_value_check" ON "analytics"."cashed_in_streaks" IS 'streak_value is never negative.';
COMMENT ON CONSTRAINT "cashed_in_streaks_boost_credits_earned_check" ON "analytics"."cashed_in_streaks" IS 'boost_credits_earned is never negative.';

-- Boosts.

ALTER TABLE "analytics"."boosts"
  ADD CONSTRAINT "boosts_boost_credits_check" CHECK ("boost_credits" >= 0),
  ADD CONSTRAINT "boosts_max_concurrent_boosts_check" CHECK ("max_concurrent_boosts" >= 0),
  ADD CONSTRAINT "boosts_max_autopilot_time_per_day_check" CHECK ("max_autopilot_time_per_day" >= 0),
  ADD CONSTRAINT "boosts_autopilot_time_used_today_check" CHECK ("autopilot_time_used_today" >= 0);
COMMENT ON CONSTRAINT "boosts_boost_credits_check" ON "analytics"."boosts" IS 'boost_credits is never negative.';
COMMENT ON CONSTRAINT "boosts_max_concurrent_boosts_check" ON "analytics"."boosts" IS 'max_concurrent_boosts is never negative.';
COMMENT ON CONSTRAINT "boosts_max_autopilot_time_per_day_check" ON "analytics"."boosts" IS 'max_autopilot_time_per_day is never negative.';
COMMENT ON CONSTRAINT "boosts_autopilot_time_used_today_check" ON "analytics"."boosts" IS 'autopilot_time_used_today is never negative.';

ALTER TABLE "analytics"."active_boosts"
  ADD CONSTRAINT "active_boosts_boost_type_check" CHECK ("boost_type"::text IN ('focus', 'velocity', 'clarity', 'debug', 'cleanup', 'sprint', 'learning')),
  ADD CONSTRAINT "active_boosts_duration_minutes_check" CHECK ("duration_minutes" > 0),
  ADD CONSTRAINT "active_boosts_multiplier_check" CHECK ("multiplier" > 0 AND "multiplier" < 'Infinity');
COMMENT ON CONSTRAINT "active_boosts_boost_type_check" ON "analytics"."active_boosts" IS 'boost_type is one of focus, velocity, clarity, debug, cleanup, sprint, learning.';
COMMENT ON CONSTRAINT "active_boosts_duration_minutes_check" ON "analytics"."active_boosts" IS 'duration_minutes is above 0.';
COMMENT ON CONSTRAINT "active_boosts_multiplier_check" ON "analytics"."active_boosts" IS 'multiplier is a finite number above 0.';

ALTER TABLE "analytics"."boost_history"
  ADD CONSTRAINT "boost_history_boost_type_check" CHECK ("boost_type"::text IN ('focus', 'velocity', 'clarity', 'debug', 'cleanup', 'sprint', 'learning')),
  ADD CONSTRAINT "boost_history_duration_minutes_check" CHECK ("duration_minutes" >= 0),
  ADD CONSTRAINT "boost_history_credits_used_check" CHECK ("credits_used" >= 0),
  ADD CONSTRAINT "boost_history_source_check" CHECK ("source"::text IN ('purchased', 'streak_reward', 'momentum_reward', 'season_reward'));
COMMENT ON CONSTRAINT "boost_history_boost_type_check" ON "analytics"."boost_history" IS 'boost_type is one of focus, velocity, clarity, debug, cleanup, sprint, learning.';
COMMENT ON CONSTRAINT "boost_history_duration_minutes_check" ON "analytics"."boost_history" IS 'duration_minutes is never negative.';
COMMENT ON CONSTRAINT "boost_history_credits_used_check" ON "analytics"."boost_history" IS 'credits_used is never negative.';
COMMENT ON CONSTRAINT "boost_history_source_check" ON "analytics"."boost_history" IS 'source is one of purchased, streak_reward, momentum_reward, season_reward.';

-- Completed tasks.

ALTER TABLE "audit"."task_completions"
  ADD CONSTRAINT "task_completions_momentum_earned_check" CHECK ("momentum_earned" >= 0),
  ADD CONSTRAINT "task_completions_time_taken_minutes_check" CHECK ("time_taken_minutes" >= 0),
  ADD CONSTRAINT "task_completions_quality_rating_check" CHECK ("quality_rating" BETWEEN 1 AND 5),
  ADD CONSTRAINT "task_completions_completion_method_check" CHECK ("completion_method"::text IN ('manual', 'auto'));
COMMENT ON CONSTRAINT "task_completions_momentum_earned_check" ON "audit"."task_completions" IS 'momentum_earned is never negative.';
COMMENT ON CONSTRAINT "task_completions_time_taken_minutes_check" ON "audit"."task_completions" IS 'time_taken_minutes is never negative.';
COMMENT ON CONSTRAINT "task_completions_quality_rating_check" ON "audit"."task_completions" IS 'quality_rating lies between 1 and 5.';
COMMENT ON CONSTRAINT "task_completions_completion_method_check" ON "audit"."task_completions" IS 'completion_method is one of manual, auto.';
