import type { CoreClient } from "../client.js";
import type { TaskStatus } from "../words.js";
import { TaskNotFoundError } from "./errors.js";

/** A task and all that lies below it. */
export interface TaskTree {
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
  /** Oldest first. */
  readonly children: readonly TaskTree[];
}

interface TreeRow {
  readonly id: string;
  readonly parentTaskId: string | null;
  readonly title: string;
  readonly status: TaskStatus;
}

/**
 * Reads a task with everything below it, at any depth, in one query.
 *
 * @throws {TaskNotFoundError} when there is no such task
 */
export async function readTaskTree(
  client: Pick<CoreClient, "$queryRaw">,
  rootId: string,
): Promise<TaskTree> {
  const [root, ...below] = await readRows(client, rootId);
  if (!root) throw new TaskNotFoundError(rootId);
  return planted(root, below);
}

// UNION, not UNION ALL: should a cycle lie below from times before the rule, the query still ends.
function readRows(client: Pick<CoreClient, "$queryRaw">, rootId: string): Promise<TreeRow[]> {
  return client.$queryRaw<TreeRow[]>`
    WITH RECURSIVE tree AS (
      SELECT tasks.id, tasks.parent_task_id, tasks.title, tasks.status, tasks.created_at
      FROM public.tasks WHERE tasks.id = ${rootId}::uuid
      UNION
      SELECT tasks.id, tasks.parent_task_id, tasks.title, tasks.status, tasks.created_at
      FROM public.tasks JOIN tree ON tasks.parent_task_id = tree.id
    )
    SELECT tree.id, tree.parent_task_id AS "parentTaskId", tree.title, tree.status
    FROM tree ORDER BY tree.id <> ${rootId}::uuid, tree.created_at, tree.id`;
}

function planted(root: TreeRow, below: readonly TreeRow[]): TaskTree {
  const nodes = new Map<string, TaskTree & { children: TaskTree[] }>();
  for (const { id, title, status } of [root, ...below]) {
    nodes.set(id, { id, title, status, children: [] });
  }
  for (const { id, parentTaskId } of below) {
    const [node, parent] = [nodes.get(id), nodes.get(parentTaskId ?? "")];
    if (node && parent) parent.children.push(node);
  }
  return nodes.get(root.id) as TaskTree;
}
