import { coreFactories } from "@deepiri/core/testing";
import { refusalOf, untilSomeoneWaits, useTestDatabase } from "@deepiri/test-database";
import type { PoolClient } from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { countEdges, cycle, depend } from "./edges.js";

const db = useTestDatabase("task-orchestrator");
const { tasks, users } = coreFactories(db);

let [a, b, c, d]: string[] = [];
beforeEach(async () => {
  [a, b, c, d] = (await tasks.createMany(4, { user: await users.create() })).map(({ id }) => id);
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
      await depend(first, a, b, "blocks");
      // Far from the first in the graph: only the whole is a cycle.
      const late = refusalOf(depend(second, c, d, "blocks"));
      await first.query(
        "INSERT INTO public.task_dependencies (task_id, depends_on_task_id) VALUES ($1, $2), ($3, $4)",
        [b, c, d, a],
      );
      await untilSomeoneWaits(db);
      await first.query("COMMIT");
      expect((await late).code).toBe(code);
    });
    expect(await countEdges(db.pool, a, b, c, d)).toBe(3);
  });

  it.each(["REPEATABLE READ", "SERIALIZABLE"])(
    "in %s: the second is refused even when it did not have to wait",
    async (isolation) => {
      await bothAtOnce(isolation, isolation, async (first, second) => {
        await depend(first, a, b, "blocks");
        await first.query("COMMIT");
        expect((await refusalOf(depend(second, b, a, "blocks"))).code).toBe("40001");
      });
      // The retry sees the first, and so the cycle.
      await bothAtOnce(isolation, isolation, async (_, retry) => {
        expect(await refusalOf(depend(retry, b, a, "blocks"))).toEqual(cycle);
      });
    },
  );

  it("in REPEATABLE READ: one transaction may write many dependencies", async () => {
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (first) => {
      await depend(first, a, b, "blocks");
      await depend(first, b, c, "blocks");
      await first.query("SAVEPOINT s");
      await depend(first, c, d, "blocks");
      await first.query("ROLLBACK TO s");
      await depend(first, c, d, "subtask");
      await first.query("COMMIT");
    });
  });
});

describe("the mark of the last writer", () => {
  it("of another server, restored with a dump, refuses one transaction and no more", async () => {
    await db.owner.query(
      "SELECT pg_catalog.setval('public.task_dependencies_last_writer', 4e18::bigint)",
    );
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (first) => {
      expect((await refusalOf(depend(first, a, b, "blocks"))).code).toBe("40001");
    });
    await bothAtOnce("REPEATABLE READ", "REPEATABLE READ", async (retry) => {
      await depend(retry, a, b, "blocks");
      await retry.query("COMMIT");
    });
  });

  it("needs no right of the writer's", async () => {
    const client = await db.owner.connect();
    const role = `writer_${process.pid}`;
    try {
      await client.query(`BEGIN; CREATE ROLE ${role};
        GRANT USAGE ON SCHEMA public TO ${role};
        GRANT INSERT ON public.task_dependencies TO ${role};
        SET LOCAL ROLE ${role}`);
      await depend(client, a, b, "blocks");
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

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
