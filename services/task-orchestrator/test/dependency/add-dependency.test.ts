import { CheckViolation } from "@deepiri/database";
import { beforeEach, describe, expect, it } from "vitest";
import { addDependency, type NewDependency } from "../../src/dependency/add-dependency.js";
import { dependencyTypes } from "../../src/words.js";
import { useTaskOrchestrator } from "../use-task-orchestrator.js";

const { db, open, tasks, users } = useTaskOrchestrator();

let taskId: string;
let dependsOnTaskId: string;
beforeEach(async () => {
  [{ id: taskId }, { id: dependsOnTaskId }] = await tasks.createMany(2);
});

describe("adding a dependency", () => {
  it("means that the other task blocks this one, if nothing else is said", async () => {
    const dependency = await add({ taskId, dependsOnTaskId });
    expect(dependency).toMatchObject({ taskId, dependsOnTaskId, dependencyType: "blocks" });
  });

  it.each(dependencyTypes)("may be of the type %s", async (type) => {
    expect((await add({ taskId, dependsOnTaskId, type })).dependencyType).toBe(type);
  });

  it("stores precedes as blocks", async () => {
    const dependency = await add({ taskId, dependsOnTaskId, type: "precedes" });
    expect(dependency.dependencyType).toBe("blocks");
  });

  it("is refused by name when it closes a cycle", async () => {
    await add({ taskId, dependsOnTaskId });
    const back = add({ taskId: dependsOnTaskId, dependsOnTaskId: taskId, type: "subtask" });
    await expect(back).rejects.toMatchObject({ constraint: "task_dependencies_acyclic" });
    await expect(back).rejects.toBeInstanceOf(CheckViolation);
    expect(await open.client.taskDependency.count({ where: { taskId: dependsOnTaskId } })).toBe(0);
  });
});

describe("many writers at once", () => {
  it.each(["ReadCommitted", "Serializable"] as const)(
    "in %s leave no cycle",
    async (isolationLevel) => {
      const user = await users.create();
      const ids = (await tasks.createMany(6, { user })).map(({ id }) => id);
      const pairs = ids.flatMap((one) => ids.filter((two) => one !== two).map((two) => [one, two]));
      const outcomes = await Promise.allSettled(
        pairs.map(([taskId = "", dependsOnTaskId = ""]) =>
          open.client.transaction((tx) => addDependency(tx, { taskId, dependsOnTaskId }), {
            isolationLevel,
            maxRetries: 100,
          }),
        ),
      );
      // Of each pair in both directions one is refused, and none for another reason.
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.map(({ reason }) => reason.constraint)).toEqual(
        Array(pairs.length / 2).fill("task_dependencies_acyclic"),
      );
      const [cycles] = await db.query(
        `WITH RECURSIVE way (origin, id) AS (
         SELECT task_id, depends_on_task_id FROM public.task_dependencies WHERE task_id = ANY ($1)
         UNION
         SELECT origin, next.depends_on_task_id FROM way JOIN public.task_dependencies AS next ON next.task_id = way.id
       )
       SELECT count(*)::int AS number FROM way WHERE way.origin = way.id`,
        [ids],
      );
      expect(cycles).toEqual({ number: 0 });
    },
  );
});

function add(dependency: NewDependency) {
  return addDependency(open.client, dependency);
}
