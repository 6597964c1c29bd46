import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { filesOf, type Part, writeFiles } from "../src/index.js";

const part = (label: Part["label"], hazards: string[] = []): Part => ({
  label,
  statements: [{ sql: `SELECT '${label}'`, hazards }],
});
const now = new Date("2026-11-29T12:00:00Z");

test("each part is a file, in their order, under names that follow from the migration's", () => {
  const files = filesOf([part("", ["slow"]), part("index"), part("index")], "more", [], now);
  expect(files.map(({ name }) => name)).toEqual([
    "20261129120000_more",
    "20261129120001_more_index",
    "20261129120002_more_index_2",
  ]);
  expect(files[0]?.sql).toBe("-- hazard: slow\nSELECT '';\n");
});

test("new migrations come after those that are there, also after one from the future", () => {
  const [file] = filesOf([part("")], "more", ["20991231235959_far", "20260101000000_old"], now);
  expect(file?.name).toBe("21000101000000_more");
  expect(() => filesOf([part("")], "more", ["first"], now)).toThrow("would run before first");
});

test("of several files either all are written or none", () => {
  const folder = mkdtempSync(join(tmpdir(), "files "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = filesOf([part(""), part("index")], "more", [], now);
  const [, second] = files.map(({ name }) => name) as [string, string];
  mkdirSync(join(folder, second));
  mkdirSync(join(folder, second, "in the way"));
  expect(() => writeFiles([[folder, files]])).toThrow("nothing was");
  expect(readdirSync(folder)).toEqual([second]);
  rmSync(join(folder, second), { recursive: true });
  writeFiles([[folder, files]]);
  expect(readdirSync(folder)).toEqual([...files.map(({ name }) => name), "migration_lock.toml"]);
});

test("a folder that cannot be written is named", () => {
  const folder = mkdtempSync(join(tmpdir(), "files "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "a file"), "");
  const directory = join(folder, "a file", "migrations");
  expect(() => writeFiles([[directory, filesOf([part("")], "more", [], now)]])).toThrow(
    `${directory} cannot be written (ENOTDIR); nothing was`,
  );
});
