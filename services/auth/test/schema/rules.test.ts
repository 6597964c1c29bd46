import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { fillEveryTable, ownTables } from "../every-table.js";
import { refusalOf } from "../refusal.js";

const db = useTestDatabase("auth");
beforeAll(async () => {
  await fillEveryTable(db);
});

const checks: readonly (readonly [constraint: string, statement: string])[] = [
  ["skill_trees_skill_points_check", "UPDATE public.skill_trees SET skill_points = -1"],
  ["skill_trees_total_skill_level_check", "UPDATE public.skill_trees SET total_skill_level = -1"],
  ["skills_level_check", "UPDATE public.skills SET level = 101"],
  ["skills_level_check", "UPDATE public.skills SET level = -1"],
  ["skills_xp_check", "UPDATE public.skills SET xp = -1"],
  [
    "social_connections_connection_type_check",
    "UPDATE public.social_connections SET connection_type = 'enemy'",
  ],
  ["social_connections_status_check", "UPDATE public.social_connections SET status = 'refused'"],
  [
    "social_connections_connected_user_id_check",
    "UPDATE public.social_connections SET connected_user_id = user_id",
  ],
  [
    "social_connections_mutual_connections_check",
    "UPDATE public.social_connections SET mutual_connections = -1",
  ],
  [
    "social_connections_shared_challenges_check",
    "UPDATE public.social_connections SET shared_challenges = -1",
  ],
];

const uniques: typeof checks = [
  [
    "sessions_token_key",
    "INSERT INTO public.sessions (user_id, token, expires_at) SELECT user_id, token, expires_at FROM public.sessions",
  ],
  [
    "user_roles_user_id_role_id_key",
    "INSERT INTO public.user_roles (user_id, role_id) SELECT user_id, role_id FROM public.user_roles",
  ],
  [
    "skill_trees_user_id_key",
    "INSERT INTO public.skill_trees (user_id) SELECT user_id FROM public.skill_trees",
  ],
  [
    "skills_skill_tree_id_skill_name_key",
    "INSERT INTO public.skills (skill_tree_id, skill_name) SELECT skill_tree_id, skill_name FROM public.skills",
  ],
  [
    "social_connections_user_id_connected_user_id_key",
    "INSERT INTO public.social_connections (user_id, connected_user_id) SELECT user_id, connected_user_id FROM public.social_connections",
  ],
];

const foreignKeys: typeof checks = [
  ["sessions", "user_id"],
  ["user_roles", "user_id"],
  ["user_roles", "role_id"],
  ["user_roles", "granted_by"],
  ["skill_trees", "user_id"],
  ["skills", "skill_tree_id"],
  ["social_connections", "user_id"],
  ["social_connections", "connected_user_id"],
  ["progress_points", "user_id"],
].map(([table, column]) => [
  `${table}_${column}_fkey`,
  `UPDATE public.${table} SET ${column} = gen_random_uuid()`,
]);

const requiredColumns: readonly (readonly [table: string, columns: string])[] = [
  ["public.sessions", "id user_id token expires_at created_at"],
  ["public.user_roles", "id user_id role_id granted_at"],
  [
    "public.skill_trees",
    "id user_id skill_points total_skill_level last_updated created_at updated_at",
  ],
  ["public.skills", "id skill_tree_id skill_name level xp unlocked created_at updated_at"],
  [
    "public.social_connections",
    "id user_id connected_user_id connection_type status created_at updated_at",
  ],
  ["public.progress_points", "id user_id metric_type value timestamp"],
];

describe("the rules of auth's tables", () => {
  it.each(checks)("%s refuses a value outside it: %s", async (constraint, statement) => {
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

  it("allow both ends of a skill's level, and a connection each way", async () => {
    await db.query("UPDATE public.skills SET level = 100");
    await db.query("UPDATE public.skills SET level = 0");
    await db.query(
      `INSERT INTO public.social_connections (user_id, connected_user_id)
       SELECT connected_user_id, user_id FROM public.social_connections`,
    );
  });

  it("are all tried above, so a new one without a test is noticed", async () => {
    const rules = await db.query<{ name: string }>(
      `SELECT conname AS name FROM pg_catalog.pg_constraint
       WHERE contype IN ('c', 'f') AND conrelid = ANY ($1::regclass[])
       UNION ALL
       SELECT relname FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
       WHERE indisunique AND NOT indisprimary AND indrelid = ANY ($1::regclass[])`,
      [ownTables],
    );
    const tried = [...checks, ...uniques, ...foreignKeys].map(([constraint]) => constraint);
    expect(rules.map(({ name }) => name).sort()).toEqual([...new Set(tried)].sort());
  });

  it("each say in a sentence what they demand", async () => {
    const comments = await db.query<{ name: string; comment: string | null }>(
      `SELECT conname AS name, obj_description(oid, 'pg_constraint') AS comment
       FROM pg_catalog.pg_constraint WHERE contype = 'c' AND conrelid = ANY ($1::regclass[])`,
      [ownTables],
    );
    expect(comments.length).toBeGreaterThan(0);
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
