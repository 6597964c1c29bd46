import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { targetDatabase } from "../../src/catalog/target-database.js";
import { readMapping } from "../../src/plan/read-mapping.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mapping-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function mappingOf(content: unknown, name = "mapping.json") {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return await readMapping(file, targetDatabase());
}

it("reads a mapping that stands alone, and asks about all that it leaves out", async () => {
  const mapping = await mappingOf({ name: "mine", relocate: { cyrex: ["old"] } });
  expect(mapping).toMatchObject({ name: "mine", relocate: { cyrex: ["old"] }, tables: {} });
  expect(new Set(Object.values(mapping.otherwise))).toEqual(new Set(["ask"]));
});

it("reads what is added to the workspace's mapping, which comes first", async () => {
  const rule = { table: "public.agents_2024" };
  const mapping = await mappingOf({
    extends: "workspace",
    tables: { "cyrex.workflows": [rule] },
    otherwise: { orphan: "set aside" },
  });
  const declared = workspaceMapping.tables["cyrex.workflows"] ?? [];
  expect(mapping.tables["cyrex.workflows"]).toEqual([expect.objectContaining(rule), ...declared]);
  expect(mapping.otherwise).toEqual({ ...workspaceMapping.otherwise, orphan: "set aside" });
  expect(mapping.repairs).toEqual(workspaceMapping.repairs);
});

it("takes the numbers to choose from out of the workspace's mapping", async () => {
  const mapping = await mappingOf({ extends: "workspace", otherwise: { number: "nearest" } });
  expect(mapping).toMatchObject({ numbers: workspaceMapping.numbers });
});

it("takes the workspace's decisions as they are from a file that holds them", async () => {
  expect(await mappingOf(workspaceMapping)).toEqual(workspaceMapping);
});

it.each([
  [
    "mapping.ts",
    'import { defineMapping } from "@deepiri/reorganize-mapping";\nconst name: string = "typed";\nexport default defineMapping({ name });',
  ],
  ["mapping.js", 'export default { name: "typed" };'],
  ["mapping.mjs", 'export default { name: "typed" };'],
])("reads %s", async (name, source) => {
  expect(await mappingOf(source, name)).toMatchObject({ name: "typed", tables: {} });
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
  [
    "the nearest number of none",
    { name: "x", otherwise: { number: "nearest" } },
    'otherwise.number: "nearest" chooses from the list `numbers`, which is empty',
  ],
  ["a base that it does not know", { extends: "other" }, "extends"],
])("refuses %s, and says where it is", async (_, content, sentence) => {
  await expect(mappingOf(content)).rejects.toThrow(sentence);
});

it.each([
  ["throws", "throw new Error('a fault of its own');", "a fault of its own"],
  ["cannot be parsed", "export default {", "broken.ts"],
  ["exports nothing", "export const mapping = {};", "is no mapping"],
])("refuses a module that %s", async (_, source, sentence) => {
  await expect(mappingOf(source, "broken.ts")).rejects.toThrow(sentence);
});

it("refuses a module that is not there", async () => {
  await expect(readMapping(join(folder, "none.ts"), targetDatabase())).rejects.toThrow(
    "none.ts (ENOENT)",
  );
});
