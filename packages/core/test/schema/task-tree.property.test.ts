import { checkProperty, type Refusal, refusalOf, useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const { tasks, users } = coreFactories(db);

/** Tasks by their number, each with the number of its parent. */
type Tree = ReadonlyMap<number, number | null>;

const size = 6;
const task = fc.nat({ max: size - 1 });
const move = fc.record({ task, to: fc.option(task) });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("move"), moves: fc.tuple(move) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("move"),
      moves: fc.uniqueArray(move, { minLength: 2, maxLength: 4, selector: (one) => one.task }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete"), task }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("insert"), under: fc.option(task) }) },
);

it("a tree of tasks is always what a model says, whatever is moved, added or deleted", async () => {
  const user = await users.create();
  const property = fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
    const ids = (await tasks.createMany(size as number, { user })).map(({ id }) => id);
    let tree: Tree = new Map(ids.map((_, number) => [number, null]));
    for (const one of steps) {
      if ("moves" in one) {
        const next = moved(tree, one.moves);
        const earned = earnedRefusals(tree, next, one.moves);
        if (earned.length > 0) {
          expect(earned).toContainEqual(await refusalOf(moveTogether(ids, one.moves)));
        } else {
          await moveTogether(ids, one.moves);
          tree = next;
        }
      } else if ("under" in one) {
        if (one.under !== null && !tree.has(one.under)) continue;
        const parentTaskId = one.under === null ? null : (ids[one.under] ?? null);
        tree = new Map([...tree, [ids.length, one.under]]);
        ids.push((await tasks.create({ user, parentTaskId })).id);
      } else {
        await db.query("DELETE FROM public.tasks WHERE id = $1", [ids[one.task]]);
        tree = new Map([...tree].filter(([number]) => !ancestors(tree, number).includes(one.task)));
      }
    }
    expect(await readTree(ids)).toEqual(tree);
    await db.query("DELETE FROM public.tasks WHERE id = ANY ($1)", [ids]);
  });
  await checkProperty(property, 40);
});

it("stays a tree in which each task is where one of the moves has put it, when all move at once", async () => {
  const user = await users.create();
  const isolation = fc.constantFrom("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE");
  const moves = fc.array(fc.record({ task, to: task, isolation }), { minLength: 2, maxLength: 12 });
  const property = fc.asyncProperty(moves, async (all) => {
    const ids = (await tasks.createMany(size as number, { user })).map(({ id }) => id);
    const outcomes = await Promise.all(all.map((one) => moveAlone(ids, one)));
    const codes = ["23514", "40001", "40P01", "55P03"];
    for (const code of outcomes) if (code) expect(codes).toContain(code);
    const tree = await readTree(ids);
    for (const [number, parent] of tree) {
      expect(ancestors(tree, number)).toHaveLength(new Set(ancestors(tree, number)).size);
      const accepted = all.filter((one, at) => one.task === number && !outcomes[at]);
      const places = accepted.length === 0 ? [null] : accepted.map(({ to }) => to);
      expect(places).toContain(parent);
    }
  });
  await checkProperty(property, 15);
});

interface Move {
  readonly task: number;
  readonly to: number | null;
}

/** The tree after moves of tasks that exist; it may hold a cycle. */
function moved(tree: Tree, moves: readonly Move[]): Tree {
  const there = moves.filter((one) => tree.has(one.task));
  return new Map([...tree, ...there.map((one) => [one.task, one.to] as const)]);
}

/** Any of those that the moves earn, none if they are lawful. */
function earnedRefusals(tree: Tree, next: Tree, moves: readonly Move[]): Refusal[] {
  const there = moves.filter((one) => tree.has(one.task));
  if (there.some((one) => one.task === one.to))
    return [{ code: "23514", constraint: "tasks_parent_task_id_check" }];
  const cycle = there.some((one) => ancestors(next, one.task).indexOf(one.task, 1) > 0);
  const lost = there.some((one) => one.to !== null && !tree.has(one.to));
  return [
    ...(cycle ? [{ code: "23514", constraint: "tasks_parent_acyclic" }] : []),
    ...(lost ? [{ code: "23503", constraint: "tasks_parent_task_id_fkey" }] : []),
  ];
}

/** The task itself and all above it, up to the first that comes again. */
function ancestors(tree: Tree, number: number): number[] {
  const way = [number];
  for (;;) {
    const above = tree.get(way.at(-1) as number);
    if (above === undefined || above === null) return way;
    const again = way.includes(above);
    way.push(above);
    if (again) return way;
  }
}

/** In one statement, at the end of which the tree must be one. */
function moveTogether(ids: readonly string[], moves: readonly Move[]): Promise<unknown> {
  return db.query(
    `UPDATE public.tasks SET parent_task_id = move.parent
     FROM unnest($1::uuid[], $2::uuid[]) AS move (task, parent) WHERE id = move.task`,
    [moves.map((one) => ids[one.task]), moves.map((one) => ids[one.to ?? -1] ?? null)],
  );
}

async function moveAlone(
  ids: readonly string[],
  { task, to, isolation }: { task: number; to: number; isolation: string },
): Promise<string | undefined> {
  const client = await db.pool.connect();
  try {
    // Rather than to wait for the server to notice a deadlock of two stricter ones.
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}; SET LOCAL lock_timeout = '100ms'`);
    const sql = "UPDATE public.tasks SET parent_task_id = $2 WHERE id = $1";
    await client.query(sql, [ids[task], ids[to]]);
    await client.query("COMMIT");
    return undefined;
  } catch (error) {
    await client.query("ROLLBACK");
    return (error as { code: string }).code;
  } finally {
    client.release();
  }
}

async function readTree(ids: readonly string[]): Promise<Tree> {
  const rows = await db.query<{ id: string; parent: string | null }>(
    "SELECT id, parent_task_id AS parent FROM public.tasks WHERE id = ANY ($1)",
    [ids],
  );
  const numberOf = (id: string | null) => (id === null ? null : ids.indexOf(id));
  const known = rows.map(({ id, parent }) => [numberOf(id) as number, numberOf(parent)] as const);
  return new Map(known.sort(([one], [two]) => one - two));
}
