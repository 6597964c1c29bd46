import { coreFactories } from "@deepiri/core/testing";
import { checkProperty, type Refusal, refusalOf, useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type DependencyType, dependencyTypes } from "../../src/words.js";
import { cycle, depend } from "./edges.js";

const db = useTestDatabase("task-orchestrator");
const { tasks, users } = coreFactories(db);

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly type: DependencyType;
}

const size = 5;
const task = fc.nat({ max: size - 1 });
const type = fc.constantFrom(...dependencyTypes);
const edge = fc.record({ from: task, to: task, type });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("add"), edge }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("change"), at: fc.nat({ max: 9 }), edge }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), at: fc.nat({ max: 9 }) }) },
);

it("dependencies that order work stay without a cycle, and all others are free", async () => {
  const user = await users.create();
  const steps = fc.array(step, { minLength: 5, maxLength: 25 });
  const property = fc.asyncProperty(steps, async (all) => {
    const ids = (await tasks.createMany(size as number, { user })).map(({ id }) => id);
    let edges: Edge[] = [];
    for (const one of all) {
      const old = "at" in one ? edges[one.at % Math.max(edges.length, 1)] : undefined;
      if ("at" in one && !old) continue;
      const next = edges.filter((edge) => edge !== old);
      if ("edge" in one) next.push(one.edge);
      const earned = earnedRefusals(next);
      const statement = perform(ids, old, "edge" in one ? one.edge : undefined);
      if (earned.length > 0) expect(earned).toContainEqual(await refusalOf(statement));
      else {
        await statement;
        edges = next;
      }
    }
    expect(await readEdges(ids)).toEqual(edges.map(textOf).sort());
  });
  await checkProperty(property, 40);
});

/** Any of those that the last edge earns beside the others, which are lawful. */
function earnedRefusals(edges: readonly Edge[]): Refusal[] {
  const last = edges.at(-1);
  if (!last) return [];
  if (last.from === last.to) return [{ code: "23514", constraint: "task_dependencies_self_check" }];
  const constraint = "task_dependencies_task_id_depends_on_task_id_key";
  const pairs = edges.map(({ from, to }) => `${from} ${to}`);
  // The key is looked at before the trigger.
  if (new Set(pairs).size < pairs.length) return [{ code: "23505", constraint }];
  return hasCycle(edges.filter((one) => ["blocks", "subtask"].includes(one.type))) ? [cycle] : [];
}

/** Takes away tasks that nothing is waiting for until none are left, or only those of a cycle. */
function hasCycle(edges: readonly Edge[]): boolean {
  const left = edges.filter(({ from }) => edges.some(({ to }) => to === from));
  return left.length === edges.length ? edges.length > 0 : hasCycle(left);
}

function perform(ids: readonly string[], old: Edge | undefined, edge: Edge | undefined) {
  if (!old) return depend(db.pool, ids[edge?.from ?? -1], ids[edge?.to ?? -1], edge?.type);
  const of = [ids[old.from], ids[old.to]];
  const where = "WHERE task_id = $1 AND depends_on_task_id = $2";
  if (!edge) return db.query(`DELETE FROM public.task_dependencies ${where}`, of);
  return db.query(
    `UPDATE public.task_dependencies
     SET task_id = $3, depends_on_task_id = $4, dependency_type = $5 ${where}`,
    [...of, ids[edge.from], ids[edge.to], edge.type],
  );
}

async function readEdges(ids: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ from: string; to: string; type: DependencyType }>(
    `SELECT task_id AS from, depends_on_task_id AS to, dependency_type AS type
     FROM public.task_dependencies WHERE task_id = ANY ($1)`,
    [ids],
  );
  const numbered = rows.map(({ from, to, type }) => ({
    from: ids.indexOf(from),
    to: ids.indexOf(to),
    type,
  }));
  return numbered.map(textOf).sort();
}

function textOf({ from, to, type }: Edge): string {
  return `${from} ${type} ${to}`;
}
