import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { readOwnership } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, it } from "vitest";
import { targetDatabase } from "../../../src/catalog/target-database.js";
import { runReorganize } from "./run-reorganize.js";

let database: EmptyDatabase;
let folder: string;
beforeAll(async () => {
  database = await createEmptyDatabase("inventory");
  const client = await connectOnce(database.url);
  await client
    .query(`CREATE TABLE public."Order-Items" (id int PRIMARY KEY)`)
    .finally(() => client.end());
  folder = mkdtempSync(join(tmpdir(), "inventory-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

it("tells a person what is there", async () => {
  const { code, stdout } = await runReorganize(["inventory", "--url", database.url]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/public\.Order-Items +nobody +0/);
  expect(stdout).toContain(`missing table (${readOwnership(targetDatabase()).tables.size})`);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

it("prints nothing but JSON for machines, from the database that the environment names", async () => {
  const { code, stdout, stderr } = await runReorganize(["inventory", "--json"], {
    DATABASE_URL: database.url,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ database: database.name });
});

it("writes all of it to a file that only its owner reads", async () => {
  const out = join(folder, "inventory.json");
  const { code } = await runReorganize(["inventory", "--url", database.url, "--out", out]);
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(out, "utf8")).tables).toHaveLength(1);
  expect(statSync(out).mode & 0o077).toBe(0);
});

it.each([
  ["a URL that is none", ["--url", "user:hunter2@host"], "is not a PostgreSQL URL"],
  [
    "a server that does not answer",
    ["--url", "postgresql://user:hunter2@127.0.0.1:1/x"],
    "No PostgreSQL answers",
  ],
  ["an option that does not exist", ["--nonsense"], "unknown option"],
])("refuses %s in a sentence, without a trace or a password", async (_, args, sentence) => {
  const { code, stdout, stderr } = await runReorganize(["inventory", ...args]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/hunter2|^ +at /m);
});

it("loads definitions without a database to compare, and prints them in three forms", async () => {
  mkdirSync(join(folder, "old"));
  writeFileSync(
    join(folder, "old/1.sql"),
    "CREATE ROLE x PASSWORD 'hunter2'; CREATE TABLE a (id int, p text DEFAULT 'hunter2'::int)",
  );
  const definitions = ["--definitions", `first=${join(folder, "old")}`];
  const run = (...args: string[]) =>
    runReorganize(["inventory", ...definitions, ...args], { DATABASE_URL: database.url });
  const [text, json, markdown] = await Promise.all([run(), run("--json"), run("--markdown")]);
  expect([text, json, markdown].map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(text.stdout).toMatch(/^first +1 +2 +1 +0 +1 +0 of 1$/m);
  expect(JSON.parse(json.stdout)).toMatchObject({
    definitions: { families: [{ name: "first", files: [{ failed: [{ line: 1 }] }] }] },
  });
  expect(markdown.stdout).toContain("\n- line 1, create role x: not run, ");
  expect(JSON.stringify([text, json, markdown])).not.toContain("hunter2");
});

it.each([
  ["--markdown without definitions", ["--markdown"], "Name some"],
  ["a definition that is not there", ["--definitions", "/nowhere.sql"], "There is no /nowhere.sql"],
  ["a folder for --out that is not there", ["--out", "/nowhere/x.json"], "Cannot write"],
])("refuses %s", async (_, args, sentence) => {
  const { code, stderr } = await runReorganize(["inventory", "--url", database.url, ...args]);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^ +at |not expected/m);
});
