import { expect, test } from "vitest";
import { createEmptyDatabase, testServerUrl } from "../../src/index.js";
import { connect, withClient } from "../../src/maintenance/databases.js";

const count = async (url: string, sql: string) =>
  await withClient(url, async (client) => (await client.query(sql)).rowCount);

test("an empty database has no tables, and each one is another", async () => {
  const [one, other] = [await createEmptyDatabase(), await createEmptyDatabase("odd Name!")];
  expect(one.url).not.toBe(other.url);
  const tables = "SELECT 1 FROM pg_tables WHERE schemaname = 'public'";
  expect(await count(one.url, tables)).toBe(0);
  await one.drop();
  await other.drop();
});

test("is dropped although somebody is connected", async () => {
  const database = await createEmptyDatabase();
  const visitor = await connect(database.url, "visitor");
  await database.drop();
  const named = `SELECT 1 FROM pg_database WHERE datname = '${database.name}'`;
  expect(await count(testServerUrl(), named)).toBe(0);
  await visitor.end().catch(() => {});
});
