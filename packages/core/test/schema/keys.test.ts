import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const factories = coreFactories(db);

testForeignKeys(db, tablesOf(factories), factories, [
  ["public.projects", "owner_id", "public.users", "the row goes"],
  ["public.projects", "updated_by", "public.users", "the row forgets it"],
  ["public.project_milestones", "project_id", "public.projects", "the row goes"],
  ["public.role_abilities", "role_id", "public.roles", "the row goes"],
  ["public.tasks", "user_id", "public.users", "the row goes"],
  ["public.tasks", "project_id", "public.projects", "the row forgets it"],
  ["public.tasks", "parent_task_id", "public.tasks", "the row goes"],
  ["public.tasks", "updated_by", "public.users", "the row forgets it"],
  ["public.subtasks", "task_id", "public.tasks", "the row goes"],
  ["audit.activity_logs", "user_id", "public.users", "the row forgets it"],
  ["audit.user_activity_summary", "user_id", "public.users", "the row goes"],
]);
