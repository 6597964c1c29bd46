import { join } from "node:path";
import fc from "fast-check";
import sqlite from "node-sqlite3-wasm";
import type pg from "pg";
import { expect, it } from "vitest";
import { type ImportedColumn, importSqlite } from "../src/index.js";
import { ownFolder } from "./fixture/sqlite-file.js";
import { ownDatabase } from "./fixture/target.js";

/** A value of SQLite; bytes in hexadecimal digits. */
type Value =
  | { readonly is: "null" }
  | { readonly is: "integer"; readonly value: bigint }
  | { readonly is: "real"; readonly value: number }
  | { readonly is: "text" | "blob"; readonly bytes: string };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const anyNull = fc.constant<Value>({ is: "null" });
const anyInteger = fc
  .oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -300n, max: 300n }),
  )
  .map((value): Value => ({ is: "integer", value }));
const anyReal = fc
  .oneof(
    fc.double({ noNaN: true }),
    fc.integer().map(Number),
    fc.constantFrom(-0, 1e21, 1e-7, 2 ** 53),
  )
  .map((value): Value => ({ is: "real", value }));
const anyBlob = fc
  .uint8Array({ maxLength: 90 })
  .map((bytes): Value => ({ is: "blob", bytes: hex(bytes) }));
const anyText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 90 }).map((text) => new TextEncoder().encode(text)),
    fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 90 }),
  )
  .map((bytes): Value => ({ is: "text", bytes: hex(bytes) }));

// Columns of one class, of one class with NULL, and of all classes.
const anyColumn = fc.oneof(
  ...[anyInteger, anyReal, anyBlob, anyText].flatMap((one) => [
    fc.constant(one),
    fc.constant(fc.oneof(anyNull, one)),
  ]),
  fc.constant(fc.oneof(anyNull, anyInteger, anyReal, anyBlob, anyText)),
);
const anyTable = fc
  .tuple(fc.array(anyColumn, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 12 }))
  .chain(([columns, rows]) => fc.array(fc.tuple(...columns), { minLength: rows, maxLength: rows }))
  .filter((rows) => rows.length > 0);

function writeFile(file: string, rows: readonly (readonly Value[])[]): void {
  const database = new sqlite.Database(file);
  const names = (rows[0] ?? []).map((_, at) => `c${at}`);
  database.exec(`CREATE TABLE t (${names.join(", ")})`);
  for (const row of rows) {
    const [places, values] = [row.map(placeOf), row.flatMap(boundOf)];
    database.run(`INSERT INTO t VALUES (${places.join(", ")})`, values);
  }
  database.close();
}

// The binding takes a whole number for an integer, and minus zero for zero.
function placeOf(one: Value): string {
  if (one.is === "text") return "CAST(? AS TEXT)";
  if (one.is === "null") return "NULL";
  if (one.is !== "real") return "?";
  if (Object.is(one.value, -0)) return "-0.0";
  return Number.isSafeInteger(one.value) ? "CAST(? AS REAL)" : "?";
}

function boundOf(one: Value): (bigint | number | Uint8Array)[] {
  if (one.is === "null" || (one.is === "real" && Object.is(one.value, -0))) return [];
  return ["bytes" in one ? Buffer.from(one.bytes, "hex") : one.value];
}

/** The values again, out of what PostgreSQL holds. */
async function readBack(
  client: pg.ClientBase,
  columns: readonly ImportedColumn[],
): Promise<Value[][]> {
  const texts = columns.map(({ column, type }) =>
    type === "jsonb"
      ? `jsonb_typeof(${column}) || ':' || CASE jsonb_typeof(${column}) WHEN 'object' THEN ${column}::text ELSE ${column} #>> '{}' END`
      : type === "text"
        ? `encode(convert_to(${column}, 'UTF8'), 'hex')`
        : `${column}::text`,
  );
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${texts.join(", ")} FROM legacy.t ORDER BY _rowid`,
    rowMode: "array",
  });
  const values = rows.map((row) => row.map((text, at) => fromText(text, columns[at]?.type)));
  const { rows: originals } = await client.query<{ row: number; column: string; bytes: string }>(
    `SELECT (row_key ->> '_rowid')::int AS row, column_name AS column, encode(bytes, 'hex') AS bytes FROM _import.sqlite_originals`,
  );
  for (const { row, column, bytes } of originals) {
    const at = columns.findIndex((one) => one.column === column);
    (values[row - 1] as Value[])[at] = { is: "text", bytes };
  }
  return values;
}

function fromText(text: string | null, type: ImportedColumn["type"] | undefined): Value {
  if (text === null) return { is: "null" };
  if (type === "bigint") return { is: "integer", value: BigInt(text) };
  if (type === "double precision") return { is: "real", value: Number(text) };
  if (type === "bytea") return { is: "blob", bytes: text.slice(2) };
  if (type === "text") return { is: "text", bytes: text };
  const [, kind, value = ""] = /^(\w+):(.*)$/s.exec(text) ?? [];
  if (kind === "string") return { is: "text", bytes: hex(new TextEncoder().encode(value)) };
  if (kind === "number")
    return value.includes(".")
      ? { is: "real", value: Number(value) }
      : { is: "integer", value: BigInt(value) };
  const { $blob, $real } = JSON.parse(value);
  return $blob === undefined ? { is: "real", value: Number($real) } : { is: "blob", bytes: $blob };
}

it("gives every value of every class back, bit for bit", { timeout: 300_000 }, async () => {
  const { client } = await ownDatabase();
  const folder = ownFolder();
  let files = 0;
  await fc.assert(
    fc.asyncProperty(anyTable, async (rows) => {
      const file = join(folder, `${files++}.db`);
      writeFile(file, rows);
      const { tables } = await importSqlite(file, client, { onReplace: async () => {} });
      const back = await readBack(client, tables[0]?.columns ?? []);
      expect(back).toEqual(rows);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) },
  );
});
