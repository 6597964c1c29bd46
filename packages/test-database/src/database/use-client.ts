import { afterAll, beforeAll } from "vitest";
import { TestDatabaseNotReadyError } from "../errors.js";
import type { TestDatabase } from "./use-test-database.js";

/**
 * A package's typed client on a test database, from before the first test until after the last:
 *
 *     const auth = useClient(db, createAuthClient);
 *     await auth.client.session.count();
 */
export function useClient<Client extends { close(): Promise<void> }>(
  db: TestDatabase,
  create: (options: Pick<TestDatabase, "url" | "database">) => Client,
): { readonly client: Client } {
  let client: Client | undefined;
  beforeAll(() => {
    client = create({ url: db.url, database: db.database });
  });
  // There is none when a hook before failed, whose error is the one to report.
  afterAll(async () => await client?.close());
  return {
    get client() {
      if (client === undefined) throw new TestDatabaseNotReadyError("useClient(...)");
      return client;
    },
  };
}
