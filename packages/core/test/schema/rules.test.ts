import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { fillEveryTable } from "../every-table.js";
import { refusalOf } from "../refusal.js";

const db = useTestDatabase("core");
beforeAll(async () => {
  await fillEveryTable(db);
});

const checks: readonly (readonly [constraint: string, statement: string])[] = [
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

const uniques: typeof checks = [
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

const foreignKeys: typeof checks = [
  ["projects", "owner_id"],
  ["projects", "updated_by"],
  ["project_milestones", "project_id"],
  ["role_abilities", "role_id"],
  ["tasks", "user_id"],
  ["tasks", "project_id"],
  ["tasks", "parent_task_id"],
  ["tasks", "updated_by"],
  ["subtasks", "task_id"],
  ["activity_logs", "user_id", "audit"],
  ["user_activity_summary", "user_id", "audit"],
].map(([table, column, schema = "public"]) => [
  `${table}_${column}_fkey`,
  `UPDATE ${schema}.${table} SET ${column} = gen_random_uuid()`,
]);

const requiredColumns: readonly (readonly [table: string, columns: string])[] = [
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

describe("the rules of core's tables", () => {
  it.each(checks)("%s refuses a value outside it", async (constraint, statement) => {
    expect(await refusalOf(db.query(statement))).toEqual({ code: "23514", constraint });
  });

  it.each(uniques)("%s refuses a second such row", async (constraint, statement) => {
    expect(await refusalOf(db.query(statement))).toEqual({ code: "23505", constraint });
  });

  it.each(foreignKeys)("%s refuses an id that names nothing", async (constraint, statement) => {
    expect(await refusalOf(db.query(statement))).toEqual({ code: "23503", constraint });
  });

  it.each(requiredColumns)("%s demands a value in %s", async (table, columns) => {
    // An update cannot empty updated_at: its trigger fills it first.
    for (const column of columns.split(" ").filter((name) => name !== "updated_at")) {
      const statement = db.query(`UPDATE ${table} SET ${column} = NULL`);
      await expect(statement).rejects.toMatchObject({ code: "23502", column });
    }
    expect(await requiredColumnsOf(table)).toEqual(columns.split(" ").sort());
  });

  it("are all tried above, so a new one without a test is noticed", async () => {
    const rules = await db.query<{ name: string }>(`
      SELECT conname AS name FROM pg_catalog.pg_constraint
      WHERE contype IN ('c', 'f') AND connamespace IN ('public'::regnamespace, 'audit'::regnamespace)
      UNION ALL
      SELECT relname FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
      WHERE indisunique AND NOT indisprimary AND relnamespace IN ('public'::regnamespace, 'audit'::regnamespace)`);
    const tried = [...checks, ...uniques, ...foreignKeys].map(([constraint]) => constraint);
    expect(rules.map(({ name }) => name).sort()).toEqual(tried.sort());
  });

  it("each say in a sentence what they demand", async () => {
    const comments = await db.query<{ name: string; comment: string | null }>(`
      SELECT conname AS name, obj_description(oid, 'pg_constraint') AS comment
      FROM pg_catalog.pg_constraint
      WHERE contype = 'c' AND connamespace IN ('public'::regnamespace, 'audit'::regnamespace)`);
    expect(comments.length).toBe(checks.length);
    for (const { name, comment } of comments) expect(comment, name).toMatch(/^[A-Z].+\.$/);
  });
});

async function requiredColumnsOf(table: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_catalog.pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull AND NOT attisdropped`,
    [table],
  );
  return rows.map(({ name }) => name).sort();
}
