import type { TaskOrchestratorClient } from "../client.js";
import type { TaskDependency } from "../generated/client.js";
import type { DependencyType } from "../words.js";

/** One task and what it depends on. */
export interface NewDependency {
  readonly taskId: string;
  readonly dependsOnTaskId: string;
  /** `blocks` if not given. `precedes` is another word for it and is stored as `blocks`. */
  readonly type?: DependencyType | "precedes" | undefined;
}

/**
 * Makes a task depend on another.
 *
 * The database refuses what makes no sense, whoever writes: a task that depends on itself, the same
 * pair twice, a task that is not there, and (rule task_dependencies_acyclic) a dependency that orders
 * work and closes a cycle.
 */
export function addDependency(
  client: Pick<TaskOrchestratorClient, "taskDependency">,
  { taskId, dependsOnTaskId, type = "blocks" }: NewDependency,
): Promise<TaskDependency> {
  const dependencyType = type === "precedes" ? "blocks" : type;
  return client.taskDependency.create({ data: { taskId, dependsOnTaskId, dependencyType } });
}
