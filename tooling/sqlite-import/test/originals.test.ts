import { expect, it } from "vitest";
import { imported } from "./fixture/target.js";

const originals = `SELECT table_name, column_name, row_key, encode(bytes, 'hex') AS bytes, reason
                     FROM _import.sqlite_originals ORDER BY id`;

it("keeps the bytes of a text that PostgreSQL cannot hold, and a readable text in the cell", async () => {
  const { result, ask } = await imported(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
     INSERT INTO t VALUES (7, CAST(x'61006263' AS TEXT)), (8, CAST(x'61c328' AS TEXT)),
       (9, CAST(x'eda08061' AS TEXT)), (10, 'whole')`,
  );
  expect(result).toMatchObject({ rows: 4, originals: 3 });
  expect(await ask("SELECT v FROM legacy.t ORDER BY id")).toEqual([
    { v: "a\ufffdbc" },
    { v: "a\ufffd(" },
    { v: "\ufffd\ufffd\ufffda" },
    { v: "whole" },
  ]);
  const place = { table_name: "t", column_name: "v" };
  expect(await ask(originals)).toEqual([
    { ...place, row_key: { id: 7 }, bytes: "61006263", reason: "zero byte" },
    { ...place, row_key: { id: 8 }, bytes: "61c328", reason: "not UTF-8" },
    { ...place, row_key: { id: 9 }, bytes: "eda08061", reason: "not UTF-8" },
  ]);
});

it("keeps them in a column of several classes too, and names a row by the key that it has", async () => {
  const { ask } = await imported(
    `CREATE TABLE t (a, b, v, PRIMARY KEY (a, b)) WITHOUT ROWID;
     INSERT INTO t VALUES ('x', 1, 5), ('y', x'00', CAST(x'00' AS TEXT))`,
  );
  expect(await ask("SELECT v FROM legacy.t ORDER BY a")).toEqual([{ v: 5 }, { v: "\ufffd" }]);
  expect(await ask(originals)).toEqual([
    {
      table_name: "t",
      column_name: "v",
      row_key: { a: "y", b: { $blob: "00" } },
      bytes: "00",
      reason: "zero byte",
    },
  ]);
});
