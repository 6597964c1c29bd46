import { expect, test } from "vitest";
import { finishTask } from "../src/index.js";
import { useEngagement } from "./use-engagement.js";

const { open, tasks } = useEngagement();

test("who finishes a task earns its momentum", async () => {
  const { id: taskId, userId } = await tasks.create({ momentumReward: 50 });
  const finished = await open.client.transaction((tx) => finishTask(tx, { taskId, userId }));
  expect(finished.momentum.totalMomentum).toBe(50);
});
