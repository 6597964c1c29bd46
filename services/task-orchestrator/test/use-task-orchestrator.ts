import { coreFactories } from "@deepiri/core/testing";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createTaskOrchestratorClient } from "../src/client.js";
import { taskOrchestratorFactories } from "./factories.js";

/** For a test file: a database of its own, task-orchestrator's client on it (`open.client`), and factories. */
export function useTaskOrchestrator() {
  const db = useTestDatabase("task-orchestrator");
  const open = useClient(db, createTaskOrchestratorClient);
  return { db, open, ...coreFactories(db), ...taskOrchestratorFactories(db) };
}
