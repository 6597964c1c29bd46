import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import { it } from "vitest";
import { buildMessyDatabase, messyDatabases } from "../../src/demo/index.js";

it.each(messyDatabases.map((d) => d.name))("builds %s", async (name) => {
  const database = await createEmptyDatabase();
  await buildMessyDatabase(database.url, name);
  const client = await connectOnce(database.url, { applicationName: "demo test" });
  const { rows } = await client.query(
    "SELECT schemaname, count(*)::integer AS tables FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY 1 ORDER BY 1",
  );
  console.log(name, rows.map((r) => `${r.schemaname} ${r.tables}`).join(", "));
  await client.end();
  await database.drop();
});
