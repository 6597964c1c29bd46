import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { buildMessyDatabase } from "../../src/demo/index.js";

it("builds the database of the init script in its last form", async () => {
  const database = await createEmptyDatabase();
  await buildMessyDatabase(database.url, "init-34");
  const client = await connectOnce(database.url, { applicationName: "demo test" });
  const { rows } = await client.query(
    "SELECT count(*)::integer AS tables FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  expect(rows).toEqual([{ tables: 34 }]);
  await client.end();
  await database.drop();
});
