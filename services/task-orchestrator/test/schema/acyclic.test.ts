import { useTestDatabase } from "@deepiri/test-database";
import type { DatabaseError, PoolClient } from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "../refusal.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("task-orchestrator");
const cycle = { code: "23514", constraint: "task_dependencies_acyclic" };
type Runner = Pick<PoolClient, "query">;

let [a, b, c, d]: string[] = [];
beforeEach(async () => {
  const user = await insertUser(db);
  [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => insertTask(db, user)));
});

describe("dependencies that order work", () => {
  it("form no cycle of two tasks", async () => {
    await depend(a, b);
    expect(await refusalOf(depend(b, a))).toEqual(cycle);
  });

  it("form no cycle over several tasks and both types", async () => {
    await depend(a, b, "blocks");
    await depend(b, c, "subtask");
    await depend(c, d, "blocks");
    expect(await refusalOf(depend(d, a, "subtask"))).toEqual(cycle);
    expect(await refusalOf(depend(d, b, "blocks"))).toEqual(cycle);
  });

  it("may meet again: two ways to one task are no cycle", async () => {
    for (const [from, to] of [
      [a, b],
      [a, c],
      [b, d],
      [c, d],
      [a, d],
    ])
      await depend(from, to);
  });

  it.each(["related", "duplicate"])("may be answered by one that is %s", async (type) => {
    await depend(a, b);
    await depend(b, a, type);
    await depend(c, d, type);
    await depend(d, c, type);
  });

  it("form no cycle by an update of their type or of their ends", async () => {
    await depend(a, b);
    await depend(b, a, "related");
    await depend(c, a);
    const retype = db.query(
      "UPDATE public.task_dependencies SET dependency_type = 'blocks' WHERE task_id = $1",
      [b],
    );
    expect(await refusalOf(retype)).toEqual(cycle);
    const redirect = db.query(
      "UPDATE public.task_dependencies SET depends_on_task_id = $1 WHERE task_id = $2 AND depends_on_task_id = $3",
      [c, a, b],
    );
    expect(await refusalOf(redirect)).toEqual(cycle);
  });

  it("form no cycle within one statement, of which nothing remains", async () => {
    const insert = db.query(
      `INSERT INTO public.task_dependencies (task_id, depends_on_task_id)
       VALUES ($1, $2), ($2, $3), ($3, $1)`,
      [a, b, c],
    );
    expect(await refusalOf(insert)).toEqual(cycle);
    expect(await db.query(...edgesOf(a, b, c))).toEqual([]);
  });

  it("may close the way round once a dependency on it is gone", async () => {
    await depend(a, b);
    await db.query("DELETE FROM public.task_dependencies WHERE task_id = $1", [a]);
    await depend(b, a);
  });

  it("name the table, the rule and a way out when they are refused", async () => {
    await depend(a, b);
    const error = await depend(b, a).then(
      () => undefined,
      (error: DatabaseError) => error,
    );
    expect(error).toMatchObject({ schema: "public", table: "task_dependencies" });
    expect(error?.message).toContain(`task ${b} cannot depend on task ${a}`);
    expect(error?.hint).toMatch(/Remove a dependency/);
  });

  it("let a task be deleted from the middle of a chain", async () => {
    await depend(a, b);
    await depend(b, c);
    await db.query("DELETE FROM public.tasks WHERE id = $1", [b]);
    await depend(c, a);
  });
});

describe("two writers who each add half of a cycle", () => {
  it.each([
    ["READ COMMITTED", "READ COMMITTED", "23514"],
    ["READ COMMITTED", "REPEATABLE READ", "40001"],
    ["READ COMMITTED", "SERIALIZABLE", "40001"],
    ["REPEATABLE READ", "READ COMMITTED", "23514"],
    ["REPEATABLE READ", "REPEATABLE READ", "40001"],
    ["SERIALIZABLE", "SERIALIZABLE", "40001"],
  ])("in %s and %s: the second waits, and gets %s", async (one, two, code) => {
    await bothAtOnce(one, two, async (first, second) => {
      await depend(a, b, "blocks", first);
      // Far from the first in the graph: only the whole is a cycle.
      const late = refusalOf(depend(c, d, "blocks", second));
      await first.query(
        "INSERT INTO public.task_dependencies (task_id, depends_on_task_id) VALUES ($1, $2), ($3, $4)",
        [b, c, d, a],
      );
      await untilSomeoneWaits();
      await first.query("COMMIT");
      expect((await late).code).toBe(code);
    });
    expect(await db.query(...edgesOf(a, b, c, d))).toHaveLength(3);
  });

  it.each(["REPEATABLE READ", "SERIALIZABLE"])(
    "in %s: the second is refused even when it did not have to wait",
    async (isolation) => {
      await bothAtOnce(isolation, isolation, async (first, second) => {
        await depend(a, b, "blocks", first);
        await first.query("COMMIT");
        expect((await refusalOf(depend(b, a, "blocks", second))).code).toBe("40001");
      });
      // The retry sees the first, and so the cycle.
      await bothAtOnce(isolation, isolation, async (_, retry) => {
        expect(await refusalOf(depend(b, a, "blocks", retry))).toEqual(cycle);
      });
    },
  );

  it("in REPEATABLE READ: one transaction may write many dependencies", async () => {
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (first) => {
      await depend(a, b, "blocks", first);
      await depend(b, c, "blocks", first);
      await first.query("SAVEPOINT s");
      await depend(c, d, "blocks", first);
      await first.query("ROLLBACK TO s");
      await depend(c, d, "subtask", first);
      await first.query("COMMIT");
    });
  });
});

describe("the mark of the last writer", () => {
  it("of another server, restored with a dump, refuses one transaction and no more", async () => {
    await db.query(
      "SELECT pg_catalog.setval('public.task_dependencies_last_writer', 4e18::bigint)",
    );
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (first) => {
      expect((await refusalOf(depend(a, b, "blocks", first))).code).toBe("40001");
    });
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (retry) => {
      await depend(a, b, "blocks", retry);
      await retry.query("COMMIT");
    });
  });

  it("needs no right of the writer's", async () => {
    const client = await db.pool.connect();
    const role = `writer_${process.pid}`;
    try {
      await client.query(`BEGIN; CREATE ROLE ${role};
        GRANT USAGE ON SCHEMA public TO ${role};
        GRANT INSERT ON public.task_dependencies TO ${role};
        SET LOCAL ROLE ${role}`);
      await depend(a, b, "blocks", client);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

function depend(
  from: string | undefined,
  to: string | undefined,
  type = "blocks",
  runner: Runner = db.pool,
): Promise<unknown> {
  return runner.query(
    "INSERT INTO public.task_dependencies (task_id, depends_on_task_id, dependency_type) VALUES ($1, $2, $3)",
    [from, to, type],
  );
}

function edgesOf(...tasks: (string | undefined)[]): [string, unknown[]] {
  return ["SELECT FROM public.task_dependencies WHERE task_id = ANY ($1)", [tasks]];
}

async function bothAtOnce(
  one: string,
  two: string,
  work: (first: PoolClient, second: PoolClient) => Promise<void>,
): Promise<void> {
  const [first, second] = [await db.pool.connect(), await db.pool.connect()];
  try {
    // The SELECT takes the snapshot, which BEGIN alone does not.
    await first.query(`BEGIN ISOLATION LEVEL ${one}; SELECT FROM public.tasks LIMIT 1`);
    await second.query(`BEGIN ISOLATION LEVEL ${two}; SELECT FROM public.tasks LIMIT 1`);
    await work(first, second);
  } finally {
    for (const client of [first, second]) {
      await client.query("ROLLBACK");
      client.release();
    }
  }
}

async function untilSomeoneWaits(): Promise<void> {
  const sql =
    "SELECT FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await db.query(sql)).length === 0) await new Promise((done) => setTimeout(done, 10));
}
