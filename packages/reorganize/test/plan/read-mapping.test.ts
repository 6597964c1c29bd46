import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deepiriMapping } from "../../src/plan/deepiri.js";
import { readMapping } from "../../src/plan/read-mapping.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mapping-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function mappingOf(content: unknown) {
  const file = join(folder, "mapping.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readMapping(file);
}

it("reads a mapping that stands alone, and asks about all that it leaves out", () => {
  const mapping = mappingOf({ name: "mine", relocate: { cyrex: ["old"] } });
  expect(mapping).toMatchObject({ name: "mine", relocate: { cyrex: ["old"] }, tables: {} });
  expect(new Set(Object.values(mapping.otherwise))).toEqual(new Set(["ask"]));
});

it("reads what is added to the decisions for Deepiri, which comes first", () => {
  const rule = { table: "public.agents_2024" };
  const mapping = mappingOf({
    extends: "deepiri",
    tables: { "cyrex.workflows": [rule] },
    otherwise: { orphan: "set aside" },
  });
  const theirs = deepiriMapping.tables["cyrex.workflows"] ?? [];
  expect(mapping.tables["cyrex.workflows"]).toEqual([expect.objectContaining(rule), ...theirs]);
  expect(mapping.otherwise).toEqual({ ...deepiriMapping.otherwise, orphan: "set aside" });
  expect(mapping.repairs).toEqual(deepiriMapping.repairs);
});

it("takes Deepiri's decisions as they are from a file that holds them", () => {
  expect(mappingOf(deepiriMapping)).toEqual(deepiriMapping);
});

it.each([
  ["no JSON", "{", "it is no JSON"],
  ["a word that is no answer", { name: "x", otherwise: { orphan: "guess" } }, "otherwise.orphan: "],
  [
    "a table without schema",
    { name: "x", known: { agents: "x" } },
    "a table is written schema.table",
  ],
  ["a key that it does not know", { name: "x", relocat: {} }, "relocat"],
])("refuses %s, and says where it is", (_, content, sentence) => {
  expect(() => mappingOf(content)).toThrow(sentence);
});
