import { coreFactories } from "@deepiri/core/testing";
import { refusalOf, useTestDatabase } from "@deepiri/test-database";
import type { DatabaseError } from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { countEdges, cycle, depend } from "./edges.js";

const db = useTestDatabase("task-orchestrator");
const { tasks, users } = coreFactories(db);

let [a, b, c, d]: string[] = [];
beforeEach(async () => {
  [a, b, c, d] = (await tasks.createMany(4, { user: await users.create() })).map(({ id }) => id);
});

describe("dependencies that order work", () => {
  it("form no cycle of two tasks", async () => {
    await depend(db.pool, a, b);
    expect(await refusalOf(depend(db.pool, b, a))).toEqual(cycle);
  });

  it("form no cycle over several tasks and both types", async () => {
    await depend(db.pool, a, b, "blocks");
    await depend(db.pool, b, c, "subtask");
    await depend(db.pool, c, d, "blocks");
    expect(await refusalOf(depend(db.pool, d, a, "subtask"))).toEqual(cycle);
    expect(await refusalOf(depend(db.pool, d, b, "blocks"))).toEqual(cycle);
  });

  it("may meet again: two ways to one task are no cycle", async () => {
    for (const [from, to] of [
      [a, b],
      [a, c],
      [b, d],
      [c, d],
      [a, d],
    ])
      await depend(db.pool, from, to);
  });

  it.each(["related", "duplicate"])("may be answered by one that is %s", async (type) => {
    await depend(db.pool, a, b);
    await depend(db.pool, b, a, type);
    await depend(db.pool, c, d, type);
    await depend(db.pool, d, c, type);
  });

  it("form no cycle by an update of their type or of their ends", async () => {
    await depend(db.pool, a, b);
    await depend(db.pool, b, a, "related");
    await depend(db.pool, c, a);
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
    expect(await countEdges(db.pool, a, b, c)).toBe(0);
  });

  it("may close the way round once a dependency on it is gone", async () => {
    await depend(db.pool, a, b);
    await db.query("DELETE FROM public.task_dependencies WHERE task_id = $1", [a]);
    await depend(db.pool, b, a);
  });

  it("name the table, the rule and a way out when they are refused", async () => {
    await depend(db.pool, a, b);
    const error = await depend(db.pool, b, a).then(
      () => undefined,
      (error: DatabaseError) => error,
    );
    expect(error).toMatchObject({ schema: "public", table: "task_dependencies" });
    expect(error?.message).toContain(`task ${b} cannot depend on task ${a}`);
    expect(error?.hint).toMatch(/Remove a dependency/);
  });

  it("let a task be deleted from the middle of a chain", async () => {
    await depend(db.pool, a, b);
    await depend(db.pool, b, c);
    await db.owner.query("DELETE FROM public.tasks WHERE id = $1", [b]);
    await depend(db.pool, c, a);
  });
});
