import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  databaseUrl,
  databaseVariable,
  InvalidDatabaseUrl,
  localServerFile,
  NoDatabaseError,
} from "../../src/index.js";

let root = "";
let inside = "";
const recorded = "postgresql://postgres@127.0.0.1:54329/deepiri";
const record = (text: string) => writeFileSync(join(root, ".deepiri/server.json"), text);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "database-url-"));
  inside = join(root, "services/auth");
  mkdirSync(inside, { recursive: true });
  mkdirSync(join(root, ".deepiri"));
  writeFileSync(join(root, "pnpm-workspace.yaml"), "packages: []\n");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a package's own variable comes first, then DATABASE_URL, then the embedded server", () => {
  record(JSON.stringify({ url: recorded, port: 54329, pid: 1 }));
  const own = "postgresql://own.example/one";
  const all = "postgres://all.example/two";
  const env = { TASK_ORCHESTRATOR_DATABASE_URL: own, DATABASE_URL: all };
  expect(databaseUrl({ package: "task-orchestrator" }, { env, cwd: inside })).toBe(own);
  expect(databaseUrl({ package: "auth" }, { env, cwd: inside })).toBe(all);
  expect(databaseUrl({}, { env, cwd: inside })).toBe(all);
  expect(databaseUrl({ package: "auth" }, { env: {}, cwd: inside })).toBe(recorded);
  expect(databaseUrl({ package: "auth" }, { env: { DATABASE_URL: " " }, cwd: inside })).toBe(
    recorded,
  );
});

test("DATABASE_URL is the default database's alone, and each has a variable and a place on the embedded server", () => {
  record(JSON.stringify({ url: recorded, port: 54329, pid: 1 }));
  const [shop, all] = ["postgresql://shop.example/one", "postgresql://all.example/two"];
  const env = { SHOP_DATABASE_URL: shop, DATABASE_URL: all };
  expect(databaseUrl({ database: "shop", package: "billing" }, { env, cwd: inside })).toBe(shop);
  expect(databaseUrl({ database: "deepiri" }, { env, cwd: inside })).toBe(all);
  const left = { DATABASE_URL: all };
  expect(databaseUrl({ database: "shop" }, { env: left, cwd: inside })).toBe(
    "postgresql://postgres@127.0.0.1:54329/shop",
  );
  const own = { DEEPIRI_DATABASE_URL: shop, DATABASE_URL: all };
  expect(databaseUrl({}, { env: own, cwd: inside })).toBe(shop);
});

test("the variable that decides is told, and an empty one is none", () => {
  const env = { DATABASE_URL: "postgresql://all.example/two", BILLING_DATABASE_URL: " " };
  expect(databaseVariable({}, { env })).toBe("DATABASE_URL");
  expect(databaseVariable({ database: "shop" }, { env })).toBeUndefined();
  expect(databaseVariable({ database: "shop", package: "billing" }, { env })).toBeUndefined();
});

test.each([
  ["there is no record", () => rmSync(join(root, ".deepiri/server.json"), { force: true })],
  ["the record is half written", () => record('{ "url": "postg')],
  ["the record names no server", () => record("null")],
])("nothing set and %s: the command to type is named", (_, arrange) => {
  arrange();
  const read = () => databaseUrl({ package: "auth" }, { env: {}, cwd: inside });
  expect(read).toThrow(NoDatabaseError);
  expect(read).toThrow(
    "No database: AUTH_DATABASE_URL, DEEPIRI_DATABASE_URL, DATABASE_URL unset and no embedded server recorded. " +
      "Run `pnpm db:up` to start one, or set DATABASE_URL.",
  );
});

test.each(["mysql://me:hush@host/db", "me:hush@host", "postgresql://me:hu/sh@host:x/db"])(
  "%s is refused without being shown",
  (url) => {
    const read = () => databaseUrl({ package: "auth" }, { env: { AUTH_DATABASE_URL: url } });
    expect(read).toThrow(InvalidDatabaseUrl);
    expect(read).toThrow("AUTH_DATABASE_URL is not a PostgreSQL URL.");
    try {
      read();
    } catch (error) {
      expect(inspect(error, { showHidden: true })).not.toMatch(/hush|hu.sh/);
    }
  },
);

test("the record lies at the workspace's root, or in the folder itself outside of one", () => {
  expect(localServerFile(inside)).toBe(join(root, ".deepiri/server.json"));
  expect(localServerFile(tmpdir())).toBe(join(tmpdir(), ".deepiri/server.json"));
});
