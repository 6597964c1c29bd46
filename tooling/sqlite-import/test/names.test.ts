import { expect, it } from "vitest";
import { imported } from "./fixture/target.js";

it("keeps names with quotes, dots, spaces and reserved words as they are", async () => {
  const { result, ask } = await imported(
    `CREATE TABLE "select" ("from" , "a.b""c", "Order Items", "$1", "0", "__proto__", "\\");
     INSERT INTO "select" VALUES (1, 2, 3, 4, 5, 6, 7)`,
  );
  const names = ["from", 'a.b"c', "Order Items", "$1", "0", "__proto__", "\\"];
  expect(result.tables[0]?.columns.map(({ column }) => column)).toEqual(names);
  const [row] = await ask<{ row: string[] }>(
    `SELECT ARRAY["from", "a.b""c", "Order Items", "$1", "0", "__proto__", "\\"]::int[] AS row FROM legacy."select"`,
  );
  expect(row).toEqual({ row: [1, 2, 3, 4, 5, 6, 7] });
});

it("keeps names apart that differ in the case of letters, or as a table and a key's index would", async () => {
  const { ask } = await imported(
    "CREATE TABLE t_pkey (É, é, x); CREATE TABLE t (X INTEGER PRIMARY KEY); INSERT INTO t_pkey VALUES (1, 2, 3)",
  );
  expect(await ask(`SELECT "É"::int, "é"::int, x::int FROM legacy.t_pkey`)).toEqual([
    { É: 1, é: 2, x: 3 },
  ]);
});

it("shortens names over 63 bytes to different ones, and tells them", async () => {
  const long = "é".repeat(40);
  const { result, ask } = await imported(
    `CREATE TABLE "${long}1" ("${long}1", "${long}2"); CREATE TABLE "${long}2" (v);
     INSERT INTO "${long}1" VALUES ('first', 'second')`,
  );
  const [one, two] = result.tables;
  const names = [one?.table, two?.table, ...(one?.columns ?? []).map(({ column }) => column)];
  expect(names.every((name) => Buffer.byteLength(name ?? "") <= 63)).toBe(true);
  expect(new Set([one?.table, two?.table]).size).toBe(2);
  expect(one).toMatchObject({
    name: `${long}1`,
    columns: [{ name: `${long}1` }, { name: `${long}2` }],
  });
  const [first, second] = one?.columns ?? [];
  expect(
    await ask(
      `SELECT "${first?.column}" AS first, "${second?.column}" AS second FROM legacy."${one?.table}"`,
    ),
  ).toEqual([{ first: "first", second: "second" }]);
});

it("changes names that no column or table of PostgreSQL can have", async () => {
  const { result } = await imported(
    `CREATE TABLE "" (ctid, XMIN, "", "_"); INSERT INTO "" VALUES (1, 2, 3, 4)`,
  );
  const [table] = result.tables;
  expect(table).toMatchObject({ name: "", rows: 1 });
  expect(table?.columns.map(({ column }) => column)).toEqual([
    expect.stringMatching(/^ctid_/),
    "XMIN",
    expect.stringMatching(/^__/),
    "_",
  ]);
});
