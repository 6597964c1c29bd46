import { parentPort, workerData } from "node:worker_threads";
import { ClientGenerationError, generateClients } from "@deepiri/client-generator";
import { readWorkspace } from "@deepiri/workspace";
import type { ThreadMessage } from "./generate-in-thread.js";

const send = (message: ThreadMessage): void => parentPort?.postMessage(message);

try {
  const { packages } = readWorkspace(workerData as string);
  await generateClients(packages, { onStart: ({ key }) => send({ key }) });
} catch (error) {
  if (!(error instanceof ClientGenerationError)) throw error;
  send({ failure: error.message });
}
