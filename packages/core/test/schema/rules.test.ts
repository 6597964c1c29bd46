import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const factories = coreFactories(db);

const checks: readonly Breach[] = [
  ["users_status_check", "UPDATE public.users SET status = 'banned'"],
  ["projects_status_check", "UPDATE public.projects SET status = 'done'"],
  ["projects_priority_check", "UPDATE public.projects SET priority = 'HIGH'"],
  [
    "project_milestones_momentum_reward_check",
    "UPDATE public.project_milestones SET momentum_reward = -1",
  ],
  ["tasks_status_check", "UPDATE public.tasks SET status = 'completed'"],
  ["tasks_priority_check", "UPDATE public.tasks SET priority = ''"],
  ["tasks_difficulty_check", "UPDATE public.tasks SET difficulty = 'impossible'"],
  ["tasks_momentum_reward_check", "UPDATE public.tasks SET momentum_reward = -1"],
  ["tasks_estimated_minutes_check", "UPDATE public.tasks SET estimated_minutes = -1"],
  ["tasks_actual_minutes_check", "UPDATE public.tasks SET actual_minutes = -1"],
  ["tasks_version_check", "UPDATE public.tasks SET version = 0"],
  ["tasks_parent_task_id_check", "UPDATE public.tasks SET parent_task_id = id"],
  ["subtasks_momentum_reward_check", "UPDATE public.subtasks SET momentum_reward = -1"],
  ["activity_logs_action_check", "UPDATE audit.activity_logs SET action = 'TRUNCATE'"],
  ...[
    "total_tasks_completed",
    "total_momentum_earned",
    "total_time_spent_minutes",
    "active_days_count",
  ].map(
    (column) =>
      [
        `user_activity_summary_${column}_check`,
        `UPDATE audit.user_activity_summary SET ${column} = -1`,
      ] as const,
  ),
];

const uniques: readonly Breach[] = [
  [
    "users_email_key",
    "INSERT INTO public.users (email, password, name) SELECT email, 'a hash', 'Eve' FROM public.users",
  ],
  [
    "users_email_lower_key",
    "INSERT INTO public.users (email, password, name) SELECT upper(email), 'a hash', 'Eve' FROM public.users",
  ],
  ["roles_name_key", "INSERT INTO public.roles (name) SELECT name FROM public.roles"],
  [
    "role_abilities_role_id_ability_resource_key",
    "INSERT INTO public.role_abilities (role_id, ability, resource) SELECT role_id, ability, resource FROM public.role_abilities",
  ],
  [
    "user_activity_summary_user_id_key",
    "INSERT INTO audit.user_activity_summary (user_id) SELECT user_id FROM audit.user_activity_summary",
  ],
];

const required: readonly (readonly [table: string, columns: string])[] = [
  ["public.users", "id email password name status email_verified created_at updated_at"],
  ["public.roles", "id name is_system created_at updated_at"],
  ["public.role_abilities", "id role_id ability resource created_at"],
  ["public.projects", "id owner_id name status priority created_at updated_at"],
  [
    "public.project_milestones",
    "id project_id title completed momentum_reward created_at updated_at",
  ],
  [
    "public.tasks",
    "id user_id title status priority difficulty momentum_reward ai_suggestions version created_at updated_at",
  ],
  [
    "public.subtasks",
    "id task_id title completed momentum_reward sort_order created_at updated_at",
  ],
  ["audit.activity_logs", "id entity_type entity_id action created_at"],
  [
    "audit.user_activity_summary",
    "id user_id total_tasks_completed total_momentum_earned total_time_spent_minutes active_days_count created_at updated_at",
  ],
];

testRules(db, factories, { checks, uniques });
testRequiredColumns(db, factories, required);
