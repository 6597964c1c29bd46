import { afterAll, beforeAll } from "vitest";
import type { TestDatabase } from "./use-test-database.js";

/**
 * A package's typed client on a test database, from before the first test until after the last:
 *
 *     const auth = useClient(db, createAuthClient);
 *     await auth.client.session.count();
 */
export function useClient<Client extends { close(): Promise<void> }>(
  db: TestDatabase,
  create: (options: { readonly url: string }) => Client,
): { readonly client: Client } {
  let client: Client;
  beforeAll(() => {
    client = create({ url: db.url });
  });
  afterAll(() => client.close());
  return {
    get client() {
      return client;
    },
  };
}
