-- What a row may hold. Several programs write these tables, so the database is the only place that can insist.
-- The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "public"."users"
  ADD CONSTRAINT "users_status_check" CHECK ("status"::text IN ('active', 'inactive', 'suspended', 'deleted'));
COMMENT ON CONSTRAINT "users_status_check" ON "public"."users"
  IS 'The status of a user is active, inactive, suspended or deleted.';

ALTER TABLE "public"."projects"
  ADD CONSTRAINT "projects_status_check" CHECK ("status"::text IN ('planning', 'active', 'completed', 'paused', 'cancelled')),
  ADD CONSTRAINT "projects_priority_check" CHECK ("priority"::text IN ('low', 'medium', 'high', 'urgent'));
COMMENT ON CONSTRAINT "projects_status_check" ON "public"."projects"
  IS 'The status of a project is planning, active, completed, paused or cancelled.';
COMMENT ON CONSTRAINT "projects_priority_check" ON "public"."projects"
  IS 'The priority of a project is low, medium, high or urgent.';

ALTER TABLE "public"."project_milestones"
  ADD CONSTRAINT "project_milestones_momentum_reward_check" CHECK ("momentum_reward" >= 0);
COMMENT ON CONSTRAINT "project_milestones_momentum_reward_check" ON "public"."project_milestones"
  IS 'The momentum reward of a milestone is not negative.';

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_status_check" CHECK ("status"::text IN ('todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled')),
  ADD CONSTRAINT "tasks_priority_check" CHECK ("priority"::text IN ('low', 'medium', 'high', 'urgent')),
  ADD CONSTRAINT "tasks_difficulty_check" CHECK ("difficulty"::text IN ('trivial', 'easy', 'medium', 'hard', 'epic')),
  ADD CONSTRAINT "tasks_momentum_reward_check" CHECK ("momentum_reward" >= 0),
  ADD CONSTRAINT "tasks_estimated_minutes_check" CHECK ("estimated_minutes" >= 0),
  ADD CONSTRAINT "tasks_actual_minutes_check" CHECK ("actual_minutes" >= 0),
  ADD CONSTRAINT "tasks_version_check" CHECK ("version" >= 1),
  ADD CONSTRAINT "tasks_parent_task_id_check" CHECK ("parent_task_id" <> "id");
COMMENT ON CONSTRAINT "tasks_status_check" ON "public"."tasks"
  IS 'The status of a task is todo, in_progress, blocked, review, done or cancelled.';
COMMENT ON CONSTRAINT "tasks_priority_check" ON "public"."tasks"
  IS 'The priority of a task is low, medium, high or urgent.';
COMMENT ON CONSTRAINT "tasks_difficulty_check" ON "public"."tasks"
  IS 'The difficulty of a task is trivial, easy, medium, hard or epic.';
COMMENT ON CONSTRAINT "tasks_momentum_reward_check" ON "public"."tasks"
  IS 'The momentum reward of a task is not negative.';
COMMENT ON CONSTRAINT "tasks_estimated_minutes_check" ON "public"."tasks"
  IS 'The estimated minutes of a task are not negative.';
COMMENT ON CONSTRAINT "tasks_actual_minutes_check" ON "public"."tasks"
  IS 'The actual minutes of a task are not negative.';
COMMENT ON CONSTRAINT "tasks_version_check" ON "public"."tasks"
  IS 'The version of a task is 1 or more.';
COMMENT ON CONSTRAINT "tasks_parent_task_id_check" ON "public"."tasks"
  IS 'A task is not its own parent.';

ALTER TABLE "public"."subtasks"
  ADD CONSTRAINT "subtasks_momentum_reward_check" CHECK ("momentum_reward" >= 0);
COMMENT ON CONSTRAINT "subtasks_momentum_reward_check" ON "public"."subtasks"
  IS 'The momentum reward of a subtask is not negative.';

ALTER TABLE "audit"."activity_logs"
  ADD CONSTRAINT "activity_logs_action_check" CHECK ("action"::text IN ('INSERT', 'UPDATE', 'DELETE'));
COMMENT ON CONSTRAINT "activity_logs_action_check" ON "audit"."activity_logs"
  IS 'The action of a log entry is INSERT, UPDATE or DELETE.';

ALTER TABLE "audit"."user_activity_summary"
  ADD CONSTRAINT "user_activity_summary_total_tasks_completed_check" CHECK ("total_tasks_completed" >= 0),
  ADD CONSTRAINT "user_activity_summary_total_momentum_earned_check" CHECK ("total_momentum_earned" >= 0),
  ADD CONSTRAINT "user_activity_summary_total_time_spent_minutes_check" CHECK ("total_time_spent_minutes" >= 0),
  ADD CONSTRAINT "user_activity_summary_active_days_count_check" CHECK ("active_days_count" >= 0);
COMMENT ON CONSTRAINT "user_activity_summary_total_tasks_completed_check" ON "audit"."user_activity_summary"
  IS 'The number of completed tasks is not negative.';
COMMENT ON CONSTRAINT "user_activity_summary_total_momentum_earned_check" ON "audit"."user_activity_summary"
  IS 'The momentum earned is not negative.';
COMMENT ON CONSTRAINT "user_activity_summary_total_time_spent_minutes_check" ON "audit"."user_activity_summary"
  IS 'The minutes spent are not negative.';
COMMENT ON CONSTRAINT "user_activity_summary_active_days_count_check" ON "audit"."user_activity_summary"
  IS 'The number of active days is not negative.';
