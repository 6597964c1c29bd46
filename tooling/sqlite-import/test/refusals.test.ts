import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { refusalOf } from "./fixture/refusal.js";
import { ownFolder, sqliteFile } from "./fixture/sqlite-file.js";

const manyRows = `CREATE TABLE filler (v); CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
  WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
  INSERT INTO users SELECT i, 'user' || i || '@example.org' FROM n`;
const pageBytes = 4096;

/** Fills a page of the file with bytes that are none of SQLite's. */
function overwrite(file: string, page: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
  writeFileSync(file, bytes);
}

it("refuses a file that is not there", async () => {
  const file = join(ownFolder(), "app.db");
  expect(await refusalOf(file)).toBe(`There is no ${file}. Name the SQLite file to import.`);
});

it("refuses a directory", async () => {
  const folder = join(ownFolder(), "app.db");
  mkdirSync(folder);
  expect(await refusalOf(folder)).toBe(`${folder} is a directory. Name the SQLite file in it.`);
});

it.each([
  ["a text", Buffer.from("id,name\n1,Ada\n".repeat(100)), /is not an SQLite file: it does not/],
  ["nothing", Buffer.alloc(0), /is empty: 0 bytes/],
  ["zeros", Buffer.alloc(8192), /is not an SQLite file/],
  [
    "the first bytes of a header",
    Buffer.from("SQLite format 3\0\x10\0"),
    /cut off in its first page/,
  ],
])("refuses a file of %s", async (_, bytes, line) => {
  const file = join(ownFolder(), "app.db");
  writeFileSync(file, bytes);
  expect(await refusalOf(file)).toMatch(line);
});

it("refuses an encrypted file, and says that it looks like one", async () => {
  const file = join(ownFolder(), "app.db");
  let state = 1;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state >> 8;
  };
  writeFileSync(file, Buffer.from(Array.from({ length: 8192 }, next)));
  expect(await refusalOf(file)).toMatch(/app\.db looks encrypted: .* Decrypt it first/);
});

it("refuses a file without a table", async () => {
  const file = sqliteFile("CREATE TABLE t (v); DROP TABLE t");
  expect(await refusalOf(file)).toMatch(/has no table\. Name the file/);
});

it("refuses a file that is cut off, and says where", async () => {
  const file = sqliteFile(manyRows);
  const pages = readFileSync(file).length / pageBytes;
  truncateSync(file, 10 * pageBytes);
  expect(await refusalOf(file)).toContain(
    `is cut off: it says that it has ${pages} pages of 4096 bytes, and holds 10. Take a whole copy`,
  );
});

it("refuses a file with a damaged page, and names the table", async () => {
  const file = sqliteFile(manyRows);
  overwrite(file, 3);
  expect(await refusalOf(file)).toMatch(
    /is damaged: in table users: Tree 3 page 3: .* Take a whole copy/,
  );
});

it("refuses a file whose index has other rows than its table", async () => {
  const file = sqliteFile(manyRows);
  const bytes = readFileSync(file);
  const at = bytes.lastIndexOf("user1234@");
  bytes.write("user9234@", at);
  writeFileSync(file, bytes);
  expect(await refusalOf(file)).toMatch(/is damaged: .*(missing from|not at end|entries in) index/);
});

it.each([2, 5, 9, 20])("never loads half of a file whose page %i is overwritten", async (page) => {
  const file = sqliteFile(manyRows);
  overwrite(file, page);
  expect(await refusalOf(file)).toMatch(/is damaged/);
});

it("refuses a file whose schema is damaged", async () => {
  const file = sqliteFile(manyRows);
  const bytes = readFileSync(file);
  bytes.write("CREATE TABEL", bytes.indexOf("CREATE TABLE"));
  writeFileSync(file, bytes);
  expect(await refusalOf(file)).toMatch(/is damaged: malformed database schema/);
});

it("refuses a file whose text is UTF-16, with the command that converts it", async () => {
  const file = sqliteFile("CREATE TABLE t (v)");
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(2, 56);
  writeFileSync(file, bytes);
  expect(await refusalOf(file)).toMatch(/in UTF-16, .* \.dump \| sqlite3 COPY/);
});

it("refuses a file that needs what its own program adds to SQLite", async () => {
  const file = sqliteFile("CREATE TABLE t (v COLLATE nocase UNIQUE); INSERT INTO t VALUES ('x')");
  const bytes = readFileSync(file);
  bytes.write("mycase", bytes.indexOf("nocase"));
  writeFileSync(file, bytes);
  expect(await refusalOf(file)).toMatch(/no such collation sequence: mycase/);
});

it("leaves the file and its folder as they were", async () => {
  const folder = ownFolder();
  const file = sqliteFile(manyRows, folder);
  const copy = join(ownFolder(), "copy.db");
  copyFileSync(file, copy);
  overwrite(file, 4);
  const before = readFileSync(file);
  await refusalOf(file);
  expect(readFileSync(file).equals(before)).toBe(true);
});
