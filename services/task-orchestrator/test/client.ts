import { createRequire } from "node:module";
import type { TestDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll } from "vitest";
import { PrismaClient } from "../src/generated/client.js";

/** A client on the test's database, as superuser; closed after the last test. */
export function useClient(db: TestDatabase): { readonly client: PrismaClient } {
  let client: PrismaClient | undefined;
  beforeAll(() => {
    const require = createRequire(
      new URL("../../../packages/database/package.json", import.meta.url),
    );
    const { PrismaPg } = require("@prisma/adapter-pg");
    client = new PrismaClient({ adapter: new PrismaPg({ connectionString: db.url }) });
  });
  afterAll(async () => {
    await client?.$disconnect();
  });
  return {
    get client() {
      if (!client) throw new Error("the client is open only while tests run");
      return client;
    },
  };
}
