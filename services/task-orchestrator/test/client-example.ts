import { recordVersion } from "@deepiri/task-orchestrator";
import { createTaskOrchestratorClient } from "@deepiri/task-orchestrator/client";

const client = createTaskOrchestratorClient();
const task = await client.task.findFirstOrThrow();
const version = await client.transaction((tx) =>
  recordVersion(tx, { taskId: task.id, status: "failed" }),
);
console.log(`version ${version.version} of ${task.title}`);
await client.close();
