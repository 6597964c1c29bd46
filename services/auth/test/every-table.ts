import { randomUUID } from "node:crypto";
import type { TestDatabase } from "@deepiri/test-database";
import { insertRow, insertUser } from "./rows.js";

/** The id of one row per table that auth owns, all tied to each other. */
export type EveryTable = Readonly<Record<string, string>>;

/** Fills every table that auth owns with a lawful row whose keys are all set. */
export async function fillEveryTable(db: TestDatabase): Promise<EveryTable> {
  const user_id = await insertUser(db);
  const connected_user_id = await insertUser(db);
  const granted_by = await insertUser(db);
  const role_id = await insertRow(db, "public.roles", { name: randomUUID() });
  const skill_tree_id = await insertRow(db, "public.skill_trees", { user_id });
  const session = { user_id, token: randomUUID(), expires_at: "2100-01-01" };
  const point = { user_id, metric_type: "focus", value: 0.5 };
  return {
    "public.sessions": await insertRow(db, "public.sessions", session),
    "public.user_roles": await insertRow(db, "public.user_roles", { user_id, role_id, granted_by }),
    "public.skill_trees": skill_tree_id,
    "public.skills": await insertRow(db, "public.skills", {
      skill_tree_id,
      skill_name: "timeManagement",
    }),
    "public.social_connections": await insertRow(db, "public.social_connections", {
      user_id,
      connected_user_id,
    }),
    "public.progress_points": await insertRow(db, "public.progress_points", point),
  };
}

/** The tables of {@link fillEveryTable}, as regclass names in SQL. */
export const ownTables = [
  "public.sessions",
  "public.user_roles",
  "public.skill_trees",
  "public.skills",
  "public.social_connections",
  "public.progress_points",
];
