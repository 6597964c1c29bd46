import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileOf, loadSql } from "./load-sql.js";

let database: EmptyDatabase;
let url: string;
const role = `definer_${process.pid}`;
beforeAll(async () => {
  database = await createEmptyDatabase("plain_login");
  const client = await connectOnce(database.url);
  await client
    .query(`CREATE ROLE ${role} LOGIN CREATEDB CREATEROLE PASSWORD 'a'`)
    .finally(() => client.end());
  const login = new URL(database.url);
  login.username = role;
  login.password = "a";
  url = login.href;
});
afterAll(async () => {
  const client = await connectOnce(database.url);
  await client.query(`DROP ROLE ${role}`).finally(() => client.end());
  await database.drop();
});

it("needs a login that may create databases, and no superuser", async () => {
  const hidden = Buffer.from(`RESET ROLE; CREATE ROLE ${role}_other`).toString("hex");
  const family = await loadSql(url, [
    `CREATE SCHEMA s; CREATE TABLE s.a (id int PRIMARY KEY); CREATE TABLE IF NOT EXISTS s.a (id text);
     DO $$ BEGIN EXECUTE convert_from(decode('${hidden}', 'hex'), 'UTF8'); END $$;
     DO $$ BEGIN EXECUTE 'CREATE ' || 'ROLE ${role}_other'; END $$;
     CREATE EXTENSION vector; CREATE TABLE b (e vector(3));`,
  ]);
  const { failed, skipped, notRun } = fileOf(family);
  expect(skipped).toMatchObject([{ alike: false }]);
  const left = [...failed, ...notRun].map(({ statement, reason }) => `${statement}: ${reason}`);
  expect(left.filter((one) => !one.includes("vector"))).toEqual([
    "do: permission denied to create role",
    "do: it would have changed roles, databases or the server",
  ]);
  expect(family.catalog.tables.has("s.a")).toBe(true);
});
