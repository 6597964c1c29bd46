import fc from "fast-check";
import sqlite from "node-sqlite3-wasm";
import { fitting, hidden, odd } from "./awkward-values.js";
import { shapeA, shapeB } from "./legacy-file.js";

/** A file in which nothing is as it should be. */
export interface AwkwardFile {
  /** What makes it. */
  readonly script: string;
  /** Statements that programs run on the tables when they are moved. */
  readonly writes: readonly string[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

const shapes = { A: columnsOf(shapeA), B: columnsOf(shapeB) };

/** Names that nobody expected. */
const strangers = [
  "Extra",
  "select",
  "two words",
  `quo"te's`,
  "ünï😀",
  "legacy_extra",
  "d",
  "doc",
  "%s $1",
  "auth_token",
  "Api-Key",
  "r",
  "c",
  "agent",
  "parent",
  "key",
  "value",
];

const table = (name: string, columns: readonly Column[]): fc.Arbitrary<string> =>
  fc
    .record({
      key: fc.oneof(
        { weight: 6, arbitrary: fc.constant("id INTEGER PRIMARY KEY AUTOINCREMENT") },
        {
          weight: 1,
          arbitrary: fc.constantFrom("id TEXT PRIMARY KEY", "id", "ID INTEGER PRIMARY KEY"),
        },
      ),
      kept: fc.subarray([...columns], { minLength: Math.floor(columns.length / 2) }),
      all: fc.boolean(),
      added: fc.subarray(
        strangers.filter((one) => columns.every((known) => known.name !== one)),
        { maxLength: 2 },
      ),
      typed: fc.boolean(),
    })
    .chain(({ key, kept, all, added, typed }) => {
      const known = all ? columns : kept;
      const names = [...known, ...added.map((one) => ({ name: one, type: "" }))];
      const declared = names.map((one) => `${quoted(one.name)} ${typed ? one.type : ""}`);
      const values = names.map((one) => inColumn(name, one.name));
      return fc
        .array(fc.tuple(idOf(key), ...values), { maxLength: 6 })
        .map((rows) =>
          [
            `CREATE TABLE ${name} (${[key, ...declared].join(", ")})`,
            ...rows.map(
              (row) =>
                `INSERT OR IGNORE INTO ${name} (${["id", ...names.map((one) => quoted(one.name))].join(", ")}) VALUES (${row.join(", ")})`,
            ),
          ].join(";\n"),
        );
    });

function idOf(key: string): fc.Arbitrary<string> {
  const small = fc.constantFrom("1", "2", "3", "4", "5", "6", "7");
  const far = fc.constantFrom("-5", "0", "9007199254740993", "9223372036854775806", "2147483648");
  const free = fc.constantFrom("'x'", "'c-1'", "' 1'", "1.5", "NULL", "x'01'", "''");
  const whole = fc.oneof({ weight: 8, arbitrary: small }, { weight: 1, arbitrary: far });
  return key.includes("INTEGER")
    ? whole
    : fc.oneof({ weight: 2, arbitrary: whole }, { weight: 1, arbitrary: free });
}

function inColumn(name: string, column: string): fc.Arbitrary<string> {
  if (/token|api.?key/i.test(column)) return fc.constant(`'${hidden}'`);
  return fc.oneof({ weight: 5, arbitrary: fitting(name, column) }, { weight: 1, arbitrary: odd });
}

const write = (columns: Record<string, readonly Column[]>): fc.Arbitrary<string> =>
  fc
    .record({
      table: fc.constantFrom(...Object.keys(columns)),
      row: fc.nat(3),
      other: fc.nat(3),
      column: fc.nat(20),
      kind: fc.constantFrom("delete", "null", "copy", "swap", "renumber"),
    })
    .map(({ table: name, row, other, column, kind }) => {
      const { name: written = "id" } = columns[name]?.[column % columns[name].length] ?? {};
      const all = `legacy.${name}`;
      const nth = (place: number): string =>
        `(SELECT ctid FROM ${all} ORDER BY ctid OFFSET ${place} LIMIT 1)`;
      const at = `WHERE ctid = ${nth(row)}`;
      switch (kind) {
        case "delete":
          return `DELETE FROM ${all} ${at}`;
        case "null":
          return `UPDATE ${all} SET ${written} = NULL ${at}`;
        case "copy":
          return `INSERT INTO ${all} SELECT (jsonb_populate_record(one, '{"id": 77, "_rowid": 77}')).* FROM ${all} AS one ${at}`;
        case "swap":
          return `UPDATE ${all} SET ${written} = (SELECT ${written} FROM ${all} WHERE ctid = ${nth(other)}) ${at}`;
        default:
          return `UPDATE ${all} AS one SET id = (jsonb_populate_record(one, '{"id": 3}')).id ${at}`;
      }
    });

/** Files of the shapes A and B, with columns that are missing or of no use, and any value in any column. */
export const awkwardFiles: fc.Arbitrary<AwkwardFile> = fc
  .constantFrom(shapes.A, shapes.B)
  .chain((columns) =>
    fc.record({
      script: fc
        .tuple(...Object.entries(columns).map(([name, all]) => table(name, all)))
        .map((tables) => `${tables.join(";\n")};`),
      writes: fc.array(write(columns), { maxLength: 6 }),
    }),
  );

function columnsOf(shape: string): Record<string, Column[]> {
  const database = new sqlite.Database();
  try {
    database.exec(shape);
    const found = database.all(
      `SELECT m.name AS "table", c.name, c.type FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND c.name <> 'id'`,
    ) as unknown as (Column & { table: string })[];
    const names = new Set(found.map((one) => one.table));
    return Object.fromEntries(
      [...names].map((name) => [name, found.filter((one) => one.table === name)]),
    );
  } finally {
    database.close();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
