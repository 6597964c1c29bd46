import type { TestDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll } from "vitest";
import { createEngagementClient, type EngagementClient } from "../src/client.js";

/** A client on the test database, from before the first test until after the last. */
export function useClient(db: TestDatabase): { readonly client: EngagementClient } {
  let client: EngagementClient;
  beforeAll(() => {
    client = createEngagementClient({ url: db.url });
  });
  afterAll(() => client.close());
  return {
    get client() {
      return client;
    },
  };
}
