import { useTestDatabase } from "@deepiri/test-database";
import { beforeEach, describe, expect, it } from "vitest";
import { addDependency, type NewDependency } from "../../src/dependency/add-dependency.js";
import { dependencyTypes } from "../../src/words.js";
import { useClient } from "../client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("task-orchestrator");
const open = useClient(db);

let taskId: string;
let dependsOnTaskId: string;
beforeEach(async () => {
  const user = await insertUser(db);
  [taskId, dependsOnTaskId] = [await insertTask(db, user), await insertTask(db, user)];
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
    await expect(back).rejects.toThrow(/close a cycle/);
    expect(await open.client.taskDependency.count({ where: { taskId: dependsOnTaskId } })).toBe(0);
  });
});

function add(dependency: NewDependency) {
  return open.client.$transaction((tx) => addDependency(tx, dependency));
}
