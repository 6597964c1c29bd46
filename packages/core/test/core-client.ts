import type { TestDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll } from "vitest";
import { type CoreClient, createCoreClient } from "../src/client.js";

/** A client on the test database, from before the first test until after the last. */
export function useCoreClient(db: TestDatabase): { readonly client: CoreClient } {
  let client: CoreClient;
  beforeAll(() => {
    client = createCoreClient({ url: db.url });
  });
  afterAll(() => client.close());
  return {
    get client() {
      return client;
    },
  };
}
