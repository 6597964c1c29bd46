import { expect, it } from "vitest";
import { type ExistingImport, importSqlite, SchemaTaken } from "../src/index.js";
import { sqliteFile } from "./fixture/sqlite-file.js";
import { imported, ownDatabase } from "./fixture/target.js";

const first = `CREATE TABLE old (v); CREATE TABLE t (id INTEGER PRIMARY KEY, v);
               INSERT INTO t VALUES (1, CAST(x'00' AS TEXT))`;
const second = "CREATE TABLE t (id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'new')";
const replace = { onReplace: async () => {} };

it("replaces an earlier import whole, once it is told to", async () => {
  const { client, ask } = await imported(first);
  const asked: ExistingImport[] = [];
  const result = await importSqlite(sqliteFile(second), client, {
    onReplace: async (existing) => void asked.push(existing),
  });
  expect(asked).toMatchObject([
    { schema: "legacy", file: "app.db", rows: 1, tables: ["old", "t"] },
  ]);
  expect(result.replaced).toBe(true);
  expect(await ask("SELECT v FROM legacy.t")).toEqual([{ v: "new" }]);
  expect(await ask("SELECT to_regclass('legacy.old') AS old")).toEqual([{ old: null }]);
  expect(await ask("SELECT count(*)::int AS n FROM _import.sqlite_originals")).toEqual([{ n: 0 }]);
  expect(await ask("SELECT sha256 FROM _import.sqlite_files")).toEqual([{ sha256: result.sha256 }]);
});

it("replaces nothing that it was not told to, or when the answer was no", async () => {
  const { client, ask } = await imported(first);
  const file = sqliteFile(second);
  await expect(importSqlite(file, client)).rejects.toThrow(SchemaTaken);
  const no = async () => Promise.reject(new Error("no"));
  await expect(importSqlite(file, client, { onReplace: no })).rejects.toThrow("no");
  expect(await ask("SELECT v FROM legacy.t")).toEqual([{ v: "\ufffd" }]);
});

it("keeps imports in several schemas apart", async () => {
  const { client, ask } = await imported(first);
  await importSqlite(sqliteFile(second), client, { schema: "other One" });
  expect(await ask(`SELECT v FROM "other One".t`)).toEqual([{ v: "new" }]);
  expect(await ask("SELECT schema_name FROM _import.sqlite_originals")).toEqual([
    { schema_name: "legacy" },
  ]);
});

it.each([
  ["a table", "CREATE TABLE legacy.own (v int)", "table legacy.own"],
  ["a view", "CREATE VIEW legacy.shown AS SELECT 1", "view legacy.shown"],
  ["a function", "CREATE FUNCTION legacy.f() RETURNS int RETURN 1", "function legacy.f()"],
  ["a type", "CREATE TYPE legacy.word AS ENUM ('a')", "type legacy.word"],
])("refuses a schema with %s that no import made", async (_, sql, object) => {
  const { client, ask } = await imported(first);
  await client.query(sql);
  await expect(importSqlite(sqliteFile(second), client, replace)).rejects.toThrow(
    `Schema "legacy" has objects that no import made: ${object}. Nothing was changed.`,
  );
  expect(await ask("SELECT v FROM legacy.t")).toEqual([{ v: "\ufffd" }]);
});

it("refuses to replace tables on which others depend", async () => {
  const { client, ask } = await imported(first);
  await client.query("CREATE VIEW public.shown AS SELECT v FROM legacy.t");
  await expect(importSqlite(sqliteFile(second), client, replace)).rejects.toThrow(
    /Other objects depend .*view (public\.)?shown depends on table legacy\.t/,
  );
  expect(await ask("SELECT v FROM public.shown")).toEqual([{ v: "\ufffd" }]);
});

it("uses a schema that is there and empty, and refuses one of other use", async () => {
  const { client } = await ownDatabase();
  await client.query("CREATE SCHEMA legacy; CREATE TABLE public.mine (v int)");
  const file = sqliteFile(second);
  expect(await importSqlite(file, client)).toMatchObject({ rows: 1, replaced: false });
  await expect(importSqlite(file, client, { schema: "public" })).rejects.toThrow(
    /table (public\.)?mine/,
  );
  await expect(importSqlite(file, client, { schema: "pg_own" })).rejects.toThrow(
    /cannot be called/,
  );
  await expect(importSqlite(file, client, { schema: "_import" })).rejects.toThrow(
    /cannot be called/,
  );
});

it("waits no longer than a while for a session that works with the tables", async () => {
  const { url, client } = await imported(first);
  const { connectOnce } = await import("@deepiri/database");
  const other = await connectOnce(url);
  await other.query("BEGIN; SELECT FROM legacy.t");
  await expect(importSqlite(sqliteFile(second), client, replace)).rejects.toThrow(
    'Another session works with tables of schema "legacy"',
  );
  await other.end();
});

it("says which right is missing", async () => {
  const { client } = await ownDatabase();
  await client.query("CREATE ROLE importer_without_rights; SET ROLE importer_without_rights");
  const loading = importSqlite(sqliteFile(second), client);
  await expect(loading).rejects.toThrow(/Grant it CREATE on the database/);
  await client.query("RESET ROLE; DROP ROLE importer_without_rights");
});
