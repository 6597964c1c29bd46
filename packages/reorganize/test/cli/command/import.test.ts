import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it, onTestFinished } from "vitest";
import { importSqlite } from "../../../src/index.js";
import { sqliteFile } from "../../fixture/sqlite-file.js";
import { runReorganize } from "./run-reorganize.js";

const script = `
  CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE, is_active BOOLEAN);
  INSERT INTO users (email, is_active) VALUES ('a@b.example', 1), ('c@d.example', 'yes'),
    (CAST(x'00' AS TEXT), NULL);
  CREATE TABLE posts (user_id REFERENCES users, "${"long ".repeat(15)}");
  CREATE VIEW shown AS SELECT 1`;

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createEmptyDatabase("import");
  onTestFinished(drop);
  return url;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = await connectOnce(url);
  return (await client.query(sql).finally(() => client.end())).rows;
}

it("loads a file and tells a person what it did, no wider than a narrow terminal", async () => {
  const url = await emptyDatabase();
  const { code, stdout } = await runReorganize(["import", sqliteFile(script), "--url", url]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/app\.db is in schema legacy of\n/);
  expect(stdout).toMatch(/^users +3 +3$/m);
  expect(stdout).toMatch(/^total +4 +7$/m);
  expect(stdout).toContain("so jsonb: users.is_active");
  expect(stdout).toContain("! 1 text that PostgreSQL cannot hold");
  expect(stdout).toContain("Not loaded: view shown");
  expect(stdout).toMatch(/not made: 1 foreign\s+key/);
  expect(stdout).toContain(`Next: pnpm reorganize inventory --url '${url}'`);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("Next"))).toEqual(
    [],
  );
  expect(await ask(url, "SELECT email FROM legacy.users ORDER BY id LIMIT 1")).toEqual([
    { email: "a@b.example" },
  ]);
});

it("prints nothing but JSON for machines, into the schema that is named", async () => {
  const url = await emptyDatabase();
  const args = ["import", sqliteFile(script), "--url", url, "--schema", "old app", "--json"];
  const { code, stdout, stderr } = await runReorganize(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ schema: "old app", rows: 4, originals: 1 });
});

it("replaces an earlier import only when told", { timeout: 300_000 }, async () => {
  const url = await emptyDatabase();
  const file = sqliteFile(script);
  await importSqlite(url, file);
  const again = await runReorganize(["import", file, "--url", url]);
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(
    /Replace schema "legacy" of .*4 rows of app\.db .* Say yes with --yes/,
  );
  expect(await runReorganize(["import", file, "--url", url, "--yes"])).toMatchObject({ code: 0 });
});

it("refuses while a reorganization is under way", async () => {
  const url = await emptyDatabase();
  await ask(
    url,
    `CREATE SCHEMA _reorganize;
     CREATE TABLE _reorganize.plan (hash text, plan jsonb, stage text, roles text[]);
     INSERT INTO _reorganize.plan VALUES ('', '{}', 'applying', '{}')`,
  );
  const { code, stderr } = await runReorganize(["import", sqliteFile(script), "--url", url]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/a reorganization is under way \(applying\).*then import again/);
  expect(stderr).toContain("Next: pnpm reorganize status");
  expect(await ask(url, "SELECT to_regnamespace('legacy') AS legacy")).toEqual([{ legacy: null }]);
});

it.each([
  ["a file that is not there", "/nowhere/app.db", "There is no /nowhere/app.db"],
  ["a directory", "/", "/ is a directory"],
  ["a file of another kind", import.meta.filename, "is not an SQLite file"],
])("refuses %s in a sentence, without a trace", async (_, file, sentence) => {
  const url = await emptyDatabase();
  const { code, stdout, stderr } = await runReorganize(["import", file, "--url", url]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^ +at |not expected/m);
});

it("leaves nothing behind on Ctrl-C", { timeout: 300_000 }, async () => {
  const url = await emptyDatabase();
  const rows = `CREATE TABLE t (v); WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
    INSERT INTO t SELECT hex(randomblob(40)) FROM n`;
  const { code, stderr } = await runReorganize(
    ["import", sqliteFile(rows), "--url", url],
    {},
    (heard, child) => {
      if (!heard.includes("Stopping")) child.kill("SIGINT");
    },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/Stopped; nothing is lost\. Nothing was loaded\. Import again with: pnpm/);
  expect(await ask(url, "SELECT to_regnamespace('legacy') AS legacy")).toEqual([{ legacy: null }]);
});
