import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, it } from "vitest";
import { authFactories } from "../factories.js";

const db = useTestDatabase("auth");
const factories = authFactories(db);

const checks: readonly Breach[] = [
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

const uniques: readonly Breach[] = [
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

const required: readonly (readonly [table: string, columns: string])[] = [
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

testRules(db, factories, { checks, uniques });
testRequiredColumns(db, factories, required);

describe("the rules of auth's tables", () => {
  it("allow both ends of a skill's level, and a connection each way", async () => {
    await factories.skills.create({ level: 100 });
    await factories.skills.create({ level: 0 });
    const { userId, connectedUserId } = await factories.socialConnections.create();
    await factories.socialConnections.create({ userId: connectedUserId, connectedUserId: userId });
  });
});
