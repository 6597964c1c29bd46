import type { Refusal } from "@deepiri/test-database";
import type { PoolClient } from "pg";

/** What the database says to a dependency that closes a cycle. */
export const cycle: Refusal = { code: "23514", constraint: "task_dependencies_acyclic" };

/** Makes one task depend on another, through the pool or within a client's transaction. */
export function depend(
  runner: Pick<PoolClient, "query">,
  from: string | undefined,
  to: string | undefined,
  type = "blocks",
): Promise<unknown> {
  return runner.query(
    "INSERT INTO public.task_dependencies (task_id, depends_on_task_id, dependency_type) VALUES ($1, $2, $3)",
    [from, to, type],
  );
}

/** How many dependencies these tasks have. */
export async function countEdges(
  runner: Pick<PoolClient, "query">,
  ...tasks: (string | undefined)[]
): Promise<number> {
  const { rowCount } = await runner.query(
    "SELECT FROM public.task_dependencies WHERE task_id = ANY ($1)",
    [tasks],
  );
  return rowCount ?? 0;
}
