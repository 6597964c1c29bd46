import { defineMapping } from "@deepiri/reorganize-mapping";

/** What older databases need to know of task-orchestrator's tables. */
export default defineMapping({
  repairs: { "public.task_dependencies.dependency_type": { words: { precedes: "blocks" } } },
  acyclic: [{ table: "public.task_dependencies", from: "task_id", to: "depends_on_task_id" }],
});
