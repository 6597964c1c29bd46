import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recordVersion } from "../../src/version/record-version.js";
import { useTaskOrchestrator } from "../use-task-orchestrator.js";

const { open, tasks, users } = useTaskOrchestrator();

class ChangedMind extends Error {}

const writer = fc.record({
  // In one order, since writers of several tasks who each wait for the other are a deadlock.
  tasks: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }).map((all) => all.sort()),
  givesUp: fc.boolean(),
});

it("versions of each task have no gap and no double, though many write at once and some give up", async () => {
  const user = await users.create();
  const writers = fc.array(writer, { minLength: 2, maxLength: 10 });
  const property = fc.asyncProperty(writers, async (all) => {
    const ids = (await tasks.createMany(3, { user })).map(({ id }) => id);
    const recorded = await Promise.all(all.map((one) => write(ids, one)));
    const versions = await open.client.taskVersion.findMany({ where: { taskId: { in: ids } } });
    for (const taskId of ids) {
      const numbers = versions.filter((one) => one.taskId === taskId).map((one) => one.version);
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
    }
    const told = recorded.flat().map(({ id }) => id);
    expect(versions.map(({ id }) => id).sort()).toEqual(told.sort());
  });
  await checkProperty(property, 15);
});

async function write(ids: readonly string[], plan: { tasks: number[]; givesUp: boolean }) {
  const writing = open.client.transaction(async (tx) => {
    const versions = [];
    for (const number of plan.tasks) {
      versions.push(await recordVersion(tx, { taskId: ids[number] as string }));
    }
    if (plan.givesUp) throw new ChangedMind();
    return versions;
  });
  return await writing.catch((error) => {
    if (error instanceof ChangedMind) return [];
    throw error;
  });
}
