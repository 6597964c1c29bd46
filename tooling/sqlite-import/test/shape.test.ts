import { expect, it } from "vitest";
import { imported } from "./fixture/target.js";

const columnsOf = (table: string): string =>
  `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, col_description(attrelid, attnum) AS comment
     FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 ORDER BY attnum`;

const rulesOf = (table: string): string =>
  `SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint
    WHERE conrelid = '${table}'::regclass AND contype IN ('p', 'u', 'f') ORDER BY 1`;

it("loads hidden and generated columns, and notes what the file declares in comments", async () => {
  const { ask } = await imported(
    `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(3) NOT NULL DEFAULT 'it''s \\',
       upper AS (upper(name)), length AS (length(name)) STORED, untyped);
     INSERT INTO users (name, untyped) VALUES ('longer than three', x'00')`,
  );
  expect(await ask(columnsOf("legacy.users"))).toEqual([
    { name: "id", type: "bigint", comment: "declared INTEGER" },
    {
      name: "name",
      type: "text",
      comment: "declared VARCHAR(3) NOT NULL DEFAULT 'it''s \\'",
    },
    { name: "upper", type: "text", comment: "declared without a type (generated)" },
    { name: "length", type: "bigint", comment: "declared without a type (generated and stored)" },
    { name: "untyped", type: "bytea", comment: "declared without a type" },
  ]);
  expect(await ask("SELECT upper, length::int FROM legacy.users")).toEqual([
    { upper: "LONGER THAN THREE", length: 17 },
  ]);
  expect(await ask("SELECT name, seq::int, _rowid::int FROM legacy.sqlite_sequence")).toEqual([
    { name: "users", seq: 1, _rowid: 1 },
  ]);
});

it.each([
  ["an INTEGER PRIMARY KEY", "(id INTEGER PRIMARY KEY, v)", "id", []],
  ["a rowid of its own", "(v)", "_rowid", []],
  ["a rowid beside a key of another type", "(v TEXT PRIMARY KEY)", "_rowid", ["UNIQUE (v)"]],
  ["a rowid beside columns of its names", "(rowid, _rowid, oid, v)", "_rowid_", []],
  ["its place where columns hide the rowid", "(rowid, _rowid_, oid, v)", "_rowid", []],
  ["a primary key WITHOUT ROWID", "(v PRIMARY KEY) WITHOUT ROWID", "v", []],
  ["a descending key, which is no rowid", "(v INTEGER PRIMARY KEY DESC)", "_rowid", ["UNIQUE (v)"]],
])("gives each row %s as key", async (_, definition, key, others) => {
  const { result, ask } = await imported(
    `CREATE TABLE t ${definition}; INSERT INTO t (v) VALUES (2), (1)`,
  );
  const [primary = ""] = result.tables[0]?.primaryKey ?? [];
  expect(primary.startsWith(key)).toBe(true);
  expect(await ask(rulesOf("legacy.t"))).toEqual(
    [`PRIMARY KEY (${/^\w+$/.test(primary) ? primary : `"${primary}"`})`, ...others].map(
      (rule) => ({ rule }),
    ),
  );
});

it("keeps the rowids that rows have, negative and beyond 2^53 too", async () => {
  const { ask } = await imported(
    "CREATE TABLE t (v); INSERT INTO t (rowid, v) VALUES (-5, 'a'), (9223372036854775807, 'b'), (9007199254740993, 'c')",
  );
  expect(await ask("SELECT _rowid, v FROM legacy.t ORDER BY v")).toEqual([
    { _rowid: "-5", v: "a" },
    { _rowid: "9223372036854775807", v: "b" },
    { _rowid: "9007199254740993", v: "c" },
  ]);
});

it("makes the unique rules that rows keep, and names those that PostgreSQL refuses", async () => {
  const long = "hex(randomblob(4000))";
  const { result, ask } = await imported(
    `CREATE TABLE t (a UNIQUE, b, c TEXT UNIQUE, UNIQUE (a, b));
     INSERT INTO t VALUES (1, 2, 'x'), (NULL, 2, ${long}), (NULL, 2, ${long});
     CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO w VALUES (${long}), ('short');
     CREATE UNIQUE INDEX partial ON t (b) WHERE a IS NOT NULL; CREATE UNIQUE INDEX expression ON t (lower(c))`,
  );
  expect(await ask(rulesOf("legacy.t"))).toEqual(
    ["PRIMARY KEY (_rowid)", "UNIQUE (a)", "UNIQUE (a, b)"].map((rule) => ({ rule })),
  );
  const [t, w] = result.tables;
  expect(t?.refused).toMatchObject([{ columns: ["c"], reason: /index row (size|requires)/ }]);
  expect(w).toMatchObject({ primaryKey: ["_rowid"], refused: [{ columns: ["k"] }] });
  expect(await ask("SELECT count(DISTINCT _rowid)::int AS n FROM legacy.w")).toEqual([{ n: 2 }]);
});

it("describes foreign keys and makes none, so that orphans are loaded", async () => {
  const { result, ask } = await imported(
    `CREATE TABLE users (id INTEGER PRIMARY KEY);
     CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id REFERENCES users ON DELETE CASCADE, a, b,
       FOREIGN KEY (a, b) REFERENCES pairs (x, y));
     INSERT INTO posts VALUES (1, 77, 1, 2)`.replace("INSERT", "PRAGMA foreign_keys = off; INSERT"),
  );
  expect(await ask("SELECT user_id::int FROM legacy.posts")).toEqual([{ user_id: 77 }]);
  expect(result.tables[1]?.foreignKeys).toHaveLength(2);
  expect(await ask("SELECT obj_description('legacy.posts'::regclass) AS text")).toEqual([
    {
      text: [
        "SQLite table posts",
        "FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE, not enforced",
        "FOREIGN KEY (a, b) REFERENCES pairs (x, y), not enforced",
      ].join("\n"),
    },
  ]);
});

it("lists views, triggers, indexes and virtual tables, and loads the tables that these keep rows in", async () => {
  const { result, ask } = await imported(
    `CREATE TABLE t (v); CREATE VIEW shown AS SELECT 1; CREATE INDEX t_v ON t (v);
     CREATE TRIGGER on_t AFTER INSERT ON t BEGIN SELECT 1; END;
     CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('hello')`,
  );
  expect(result.skipped.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "view shown",
    "index t_v",
    "trigger on_t",
    "virtual table words",
  ]);
  expect(await ask("SELECT c0 FROM legacy.words_content")).toEqual([{ c0: "hello" }]);
});

it("loads rows that break a rule of their table, and says so", async () => {
  const { result } = await imported(
    `CREATE TABLE t (v CHECK (v > 0)); PRAGMA ignore_check_constraints = on; INSERT INTO t VALUES (-1)`,
  );
  expect(result).toMatchObject({ rows: 1, brokenRules: ["CHECK constraint failed in t"] });
});
