import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MappingDefinition } from "@deepiri/reorganize-mapping";
import { readWorkspace, type Workspace } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { mappingSchema } from "../../src/plan/mapping.js";
import { readWorkspaceMapping } from "../../src/plan/workspace-mapping.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "workspace-"));
  writeFileSync(join(root, "pnpm-workspace.yaml"), "packages:\n  - packages/*\n");
  writeFileSync(join(root, "package.json"), "{}");
});
afterAll(() => rmSync(root, { recursive: true }));

/** A workspace of packages that declare these mappings. */
function workspaceOf(mappings: Record<string, object | string>): Workspace {
  rmSync(join(root, "packages"), { recursive: true, force: true });
  for (const [name, mapping] of Object.entries(mappings)) {
    const folder = join(root, "packages", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name }));
    writeFileSync(join(folder, "prisma.config.ts"), "");
    const source =
      typeof mapping === "string" ? mapping : `export default ${JSON.stringify(mapping)}`;
    writeFileSync(join(folder, "reorganize.ts"), source);
  }
  return readWorkspace(root);
}

it("merges what the packages of this workspace declare", () => {
  const { tables, relocate, placeholders, acyclic, numbers, otherwise, known } = workspaceMapping;
  expect(Object.keys(tables)).toEqual([
    "public.users",
    "cyrex.workflows",
    "cyrex.event_processing",
    "cyrex.events",
    "cyrex.cyrex_sessions",
    "intelligence.leases",
    "intelligence.contracts",
    "intelligence.obligation_dependencies",
  ]);
  expect(relocate).toEqual({ cyrex: ["public"], intelligence: ["public"] });
  expect(Object.keys(placeholders)).toEqual(["public.User", "public.Project", "public.Quest"]);
  expect(acyclic.map(({ table }) => table)).toEqual(["public.tasks", "public.task_dependencies"]);
  expect(numbers).toEqual([0, 1, 5, 100]);
  expect(Object.values(otherwise)).not.toContain("ask");
  expect(Object.keys(known)).toHaveLength(26);
});

it("lets two packages say the same, and joins their lists", async () => {
  const mapping = await readWorkspaceMapping(
    workspaceOf({
      a: { otherwise: { orphan: "null" }, relocate: { x: ["one"] } },
      b: { otherwise: { orphan: "null", word: "ask" }, relocate: { x: ["two"] } },
    }),
  );
  expect(mapping.otherwise).toMatchObject({ orphan: "null", word: "ask" });
  expect(mapping.relocate).toEqual({ x: ["one", "two"] });
});

it("names both files when two packages give different values", async () => {
  const workspace = workspaceOf({
    a: { otherwise: { orphan: "null" } },
    b: {},
    c: { otherwise: { orphan: "ask" } },
  });
  await expect(readWorkspaceMapping(workspace)).rejects.toMatchObject({
    name: "ConflictingMappingsError",
    path: "otherwise.orphan",
    files: ["packages/a/reorganize.ts", "packages/c/reorganize.ts"],
  });
});

const notes = { to: "b.notes", query: "SELECT id FROM old.notes", unit: ["id"] };

it("takes a projection of one name from one package, or from several that say the same", async () => {
  const both = await readWorkspaceMapping(
    workspaceOf({ a: { projections: { notes } }, b: { projections: { notes } } }),
  );
  expect(both.projections).toEqual({ notes: { ...notes, back: {} } });
  const other = { ...notes, query: "SELECT key AS id FROM old.notes" };
  await expect(
    readWorkspaceMapping(
      workspaceOf({ a: { projections: { notes } }, b: { projections: { notes: other } } }),
    ),
  ).rejects.toMatchObject({ name: "ConflictingMappingsError", path: "projections.notes" });
});

it("knows names that are quoted more than they have to be, and refuses what names no table", async () => {
  const leftOut = {
    '"Old Shop"."Order.Items"': "a table",
    '"a"."b"."c.d"': "a column",
  };
  const mapping = await readWorkspaceMapping(
    workspaceOf({ a: { leftOut, projections: { notes: { ...notes, to: '"b"."notes"' } } } }),
  );
  expect(mapping.leftOut).toEqual({ 'Old Shop."Order.Items"': "a table", 'a.b."c.d"': "a column" });
  expect(mapping.projections.notes?.to).toBe("b.notes");
  await expect(
    readWorkspaceMapping(workspaceOf({ a: { leftOut: { notes: "?" } } })),
  ).rejects.toThrow("a table is written schema.table, a column schema.table.column");
});

it.each([
  ["has a key that it does not know", { relocat: {} }, "relocat"],
  ["cannot be loaded", "throw new Error('a fault of its own')", "a fault of its own"],
])("names the file that %s", async (_, mapping, sentence) => {
  const reading = readWorkspaceMapping(workspaceOf({ a: mapping }));
  await expect(reading).rejects.toThrow("packages/a/reorganize.ts");
  await expect(readWorkspaceMapping(workspaceOf({ a: mapping }))).rejects.toThrow(sentence);
});

it("needs a list of numbers from one package where another wants the nearest", async () => {
  const nearest = { otherwise: { number: "nearest" } };
  const mapping = await readWorkspaceMapping(workspaceOf({ a: nearest, b: { numbers: [7] } }));
  expect(mapping).toMatchObject({ ...nearest, numbers: [7] });
  await expect(readWorkspaceMapping(workspaceOf({ a: nearest, b: {} }))).rejects.toThrow(
    "What the packages' reorganize.ts files declare together is no mapping: otherwise.number: ",
  );
});

it("reads a workspace without mappings, and asks about everything", async () => {
  const { otherwise, tables } = await readWorkspaceMapping(workspaceOf({}));
  expect(tables).toEqual({});
  expect(new Set(Object.values(otherwise))).toEqual(new Set(["ask"]));
});

it("has types for what is declared that are those of what is read", () => {
  type Read = DeepReadonly<z.input<typeof mappingSchema>>;
  expectTypeOf<Read>().toEqualTypeOf<DeepReadonly<Omit<MappingDefinition, "extends">>>();
});

type DeepReadonly<Value> = Value extends object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;
