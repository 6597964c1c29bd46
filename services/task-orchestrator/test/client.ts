import type { TestDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll } from "vitest";
import { createTaskOrchestratorClient, type TaskOrchestratorClient } from "../src/client.js";

/** A client on the test database, from before the first test until after the last. */
export function useClient(db: TestDatabase): { readonly client: TaskOrchestratorClient } {
  let client: TaskOrchestratorClient;
  beforeAll(() => {
    client = createTaskOrchestratorClient({ url: db.url });
  });
  afterAll(() => client.close());
  return {
    get client() {
      return client;
    },
  };
}
