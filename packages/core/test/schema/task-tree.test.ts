import { refusalOf, untilSomeoneWaits, useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const { tasks, users } = coreFactories(db);
const cycle = { code: "23514", constraint: "tasks_parent_acyclic" };
const move = "UPDATE public.tasks SET parent_task_id = $2 WHERE id = $1";
let user: Awaited<ReturnType<typeof users.create>>;
beforeAll(async () => {
  user = await users.create();
});

describe("the tree of tasks", () => {
  it.each([1, 2, 7])("refuses a cycle of a task and %i below it", async (depth) => {
    const chain = await insertChain(depth + 1);
    expect(await refusalOf(db.query(move, [chain[0], chain.at(-1)]))).toEqual(cycle);
  });

  it("says which tasks, on which table, and what to do", async () => {
    const [top, below] = await insertChain(2);
    await expect(db.query(move, [top, below])).rejects.toMatchObject({
      message: `task ${top} cannot go under task ${below} of "public"."tasks": that would close a cycle`,
      schema: "public",
      table: "tasks",
      column: "parent_task_id",
      detail: `Upwards from the new parent: ${below} -> ${top}.`,
      hint: expect.stringContaining("first"),
    });
  });

  it("refuses a cycle closed by inserts of one statement", async () => {
    const statement = `
      INSERT INTO public.tasks (id, user_id, title, parent_task_id)
      SELECT pair.id, $1, 'Twin', pair.parent
      FROM (SELECT gen_random_uuid() AS a, gen_random_uuid() AS b) AS ids,
           LATERAL (VALUES (ids.a, ids.b), (ids.b, ids.a)) AS pair (id, parent)`;
    expect(await refusalOf(db.query(statement, [user.id]))).toEqual(cycle);
  });

  it("lets one statement swap a parent and its child", async () => {
    const [top, below] = await insertChain(2);
    await db.query(
      `UPDATE public.tasks SET parent_task_id = CASE id WHEN $1::uuid THEN $2::uuid END
       WHERE id IN ($1, $2)`,
      [top, below],
    );
    expect(await parentOf(top)).toBe(below);
    expect(await parentOf(below)).toBeNull();
  });

  it("lets a task move to another tree, and to none", async () => {
    const [, below] = await insertChain(2);
    const [elsewhere] = await insertChain(1);
    await db.query(move, [below, elsewhere]);
    expect(await parentOf(below)).toBe(elsewhere);
    await db.query(move, [below, null]);
    expect(await parentOf(below)).toBeNull();
  });

  it("ends its search at a cycle that was there before the rule", async () => {
    const [one, two] = await insertChain(2);
    const client = await db.owner.connect();
    try {
      await client.query("SET session_replication_role = replica");
      await client.query(move, [one, two]);
      await client.query("RESET session_replication_role");
    } finally {
      client.release();
    }
    expect(await refusalOf(tasks.create({ user, parentTaskId: one }))).toEqual(cycle);
    await db.query(move, [one, null]);
    await tasks.create({ user, parentTaskId: one });
  });

  it.each([
    ["READ COMMITTED", "23514"],
    ["REPEATABLE READ", "40001"],
    ["SERIALIZABLE", "40001"],
  ])(
    "refuses the second of two moves that close a cycle together, under %s",
    async (isolation, code) => {
      const [[a], [b]] = [await insertChain(1), await insertChain(1)];
      const [first, second] = [await db.pool.connect(), await db.pool.connect()];
      try {
        await first.query("BEGIN");
        await second.query(`BEGIN ISOLATION LEVEL ${isolation}`);
        // Both have their snapshot before either moves.
        await second.query("SELECT FROM public.tasks LIMIT 1");
        await first.query(move, [a, b]);
        const refusal = refusalOf(second.query(move, [b, a]));
        await untilSomeoneWaits(db);
        await first.query("COMMIT");
        expect((await refusal).code).toBe(code);
      } finally {
        await second.query("ROLLBACK");
        first.release();
        second.release();
      }
      expect(await parentOf(a)).toBe(b);
      expect(await parentOf(b)).toBeNull();
    },
  );

  it("does not make those wait who insert tasks or change them in place", async () => {
    const [[moved, other], [elsewhere]] = [await insertChain(2), await insertChain(1)];
    const mover = await db.pool.connect();
    try {
      await mover.query("BEGIN");
      await mover.query(move, [moved, elsewhere]);
      const inserted = await tasks.create({ user, parentTaskId: moved });
      await db.query("UPDATE public.tasks SET title = 'Still here' WHERE id = $1", [other]);
      expect(await parentOf(inserted.id)).toBe(moved);
    } finally {
      await mover.query("ROLLBACK");
      mover.release();
    }
  });

  it("stays a tree when many move its tasks at once", async () => {
    const ids = (await tasks.createMany(6, { user })).map(({ id }) => id);
    const pairs = ids.flatMap((id) => ids.filter((to) => to !== id).map((to) => [id, to]));
    const outcomes = await Promise.allSettled(pairs.map((pair) => db.query(move, pair)));
    expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
    const roots = await db.query<{ reached: number }>(
      `WITH RECURSIVE reached (id) AS (
         SELECT id FROM public.tasks WHERE id = ANY ($1) AND parent_task_id IS NULL
         UNION ALL
         SELECT tasks.id FROM public.tasks JOIN reached ON tasks.parent_task_id = reached.id
       ) SELECT count(*)::int AS reached FROM reached`,
      [ids],
    );
    expect(roots).toEqual([{ reached: ids.length }]);
  });
});

/** Tasks each below the one before. */
async function insertChain(length: number): Promise<string[]> {
  const chain: string[] = [];
  while (chain.length < length) {
    chain.push((await tasks.create({ user, parentTaskId: chain.at(-1) ?? null })).id);
  }
  return chain;
}

async function parentOf(id: string | undefined): Promise<string | null | undefined> {
  const sql = "SELECT parent_task_id AS parent FROM public.tasks WHERE id = $1";
  return (await db.query<{ parent: string | null }>(sql, [id]))[0]?.parent;
}
