import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readFamilies } from "../../../src/findings/definition/family/read-families.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "families-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const names = async (...given: string[]): Promise<string[][]> =>
  (await readFamilies(given)).map(({ name, files }) => [name, ...files.map(({ file }) => file)]);

it("loads the files of a folder in the natural order of their names, folder by folder", async () => {
  for (const name of ["10-last.sql", "2-next.sql", "1-first.sql", "1-first-more.sql", "9/1.sql"])
    write(`natural/${name}`, "");
  expect(await names(join(folder, "natural"))).toEqual([
    ["natural", "1-first-more.sql", "1-first.sql", "2-next.sql", "9/1.sql", "10-last.sql"],
  ]);
});

it("leaves out what is no SQL, and says so", async () => {
  write("mixed/1.sql", "");
  write("mixed/2.sh", "");
  write("mixed/.hidden/3.sql", "");
  const [family] = await readFamilies([join(folder, "mixed")]);
  expect(family?.files.map(({ file }) => file)).toEqual(["1.sql"]);
  expect(family?.leftOut).toEqual([{ file: "2.sh", reason: "it is no SQL" }]);
});

it("takes the order of a list, and names the files that it leaves out", async () => {
  for (const name of ["a.sql", "b.sql", "more/c.sql"]) write(`listed/${name}`, "");
  const list = write("listed/order.txt", "# what we ran\nb.sql\n\nmore/c.sql\n");
  const [family] = await readFamilies([`shop=${list}`]);
  expect(family).toMatchObject({ name: "shop", order: "order of the list" });
  expect(family?.files.map(({ file }) => file)).toEqual(["b.sql", "more/c.sql"]);
  expect(family?.leftOut).toEqual([{ file: "a.sql", reason: "order.txt does not list it" }]);
});

it("makes one family of paths of one name, and keeps like-named folders apart", async () => {
  const [one, two] = [write("one/sql/1.sql", ""), write("two/sql/2.sql", "")];
  expect(await names(`all=${one}`, `all=${dirname(two)}`)).toEqual([["all", "1.sql", "2.sql"]]);
  expect(await names(dirname(one), dirname(two))).toEqual([
    [dirname(one), "1.sql"],
    [dirname(two), "2.sql"],
  ]);
});

it("takes a byte order mark for none of the text", async () => {
  const path = write("marked.sql", "\ufeffSELECT 1");
  const [family] = await readFamilies([path]);
  expect(family?.files[0]?.sql).toBe("SELECT 1");
});

it.each([
  ["a path that is not there", () => join(folder, "nowhere.sql"), "There is no "],
  ["a file of another kind", () => write("notes.md", ""), "is no definition"],
  ["an empty folder", () => dirname(write("empty/notes.md", "")), "is no definition"],
  ["an empty list", () => write("none/order.txt", "# nothing"), "is no definition"],
  ["a list of what is not there", () => write("none/lost.txt", "lost.sql"), "There is no "],
  ["another encoding", () => write("latin.sql", Buffer.from("-- ok\n-- \xe4", "latin1")), "line 2"],
  ["a file of two bytes a letter", () => write("wide.sql", Buffer.from("ok", "utf16le")), "line 1"],
])("refuses %s", async (_, path, message) => {
  await expect(readFamilies([path()])).rejects.toThrow(message);
});
