import { coreFactories } from "@deepiri/core/testing";
import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { taskOrchestratorFactories } from "../factories.js";

const db = useTestDatabase("task-orchestrator");
const own = taskOrchestratorFactories(db);

testForeignKeys(db, tablesOf(own), { ...coreFactories(db), ...own }, [
  ["public.task_versions", "task_id", "public.tasks", "the row goes"],
  ["public.task_versions", "changed_by", "public.users", "the row forgets it"],
  ["public.task_dependencies", "task_id", "public.tasks", "the row goes"],
  ["public.task_dependencies", "depends_on_task_id", "public.tasks", "the row goes"],
]);
