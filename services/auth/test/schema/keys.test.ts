import { coreFactories } from "@deepiri/core/testing";
import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { authFactories } from "../factories.js";

const db = useTestDatabase("auth");
const auth = authFactories(db);

testForeignKeys(db, tablesOf(auth), { ...coreFactories(db), ...auth }, [
  ["public.sessions", "user_id", "public.users", "the row goes"],
  ["public.user_roles", "user_id", "public.users", "the row goes"],
  ["public.user_roles", "role_id", "public.roles", "the row goes"],
  ["public.user_roles", "granted_by", "public.users", "the row forgets it"],
  ["public.skill_trees", "user_id", "public.users", "the row goes"],
  ["public.skills", "skill_tree_id", "public.skill_trees", "the row goes"],
  ["public.social_connections", "user_id", "public.users", "the row goes"],
  ["public.social_connections", "connected_user_id", "public.users", "the row goes"],
  ["public.progress_points", "user_id", "public.users", "the row goes"],
]);
