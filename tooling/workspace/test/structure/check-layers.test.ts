import { expect, test } from "vitest";
import { checkLayers } from "../../src/structure/check-layers.js";
import { sourcePackage } from "../fixture/source-package.js";

const layers = ["cli", "planner", "ledger"];

test("without declared layers anything goes", () => {
  expect(checkLayers(sourcePackage({ "src/ledger/row.ts": "src/cli/run.ts" }))).toEqual([]);
});

test("a folder may import from itself and from every layer below it", () => {
  expect(
    reasons({
      "src/index.ts": "src/cli/run.ts src/ledger/row.ts",
      "src/cli/run.ts": "src/cli/print.ts src/planner/plan.ts src/ledger/deep/row.ts",
      "src/planner/plan.ts": "src/ledger/row.ts",
      "test/run.test.ts": "src/cli/run.ts",
    }),
  ).toEqual([]);
});

test("an import from a layer above is a breach that names both files and the rule", () => {
  expect(
    checkLayers(sourcePackage({ "src/ledger/deep/row.ts": "src/planner/plan.ts" }, layers)),
  ).toEqual([
    {
      file: "packages/one/src/ledger/deep/row.ts",
      reason: "imports src/planner/plan.ts, but the layer planner stands above the layer ledger",
    },
  ]);
});

test("files directly in src are above all layers", () => {
  expect(reasons({ "src/cli/run.ts": "src/program.ts" })).toEqual([
    "imports src/program.ts, but the files directly in src stand above all layers",
  ]);
});

test("a folder that is not in the list is a breach, once", () => {
  expect(
    checkLayers(
      sourcePackage({ "src/odd/a.ts": "src/cli/run.ts", "src/odd/b.ts": "src/odd/a.ts" }, layers),
    ),
  ).toEqual([
    {
      file: "packages/one/src/odd",
      reason:
        'is in no layer; give it a place in "deepiri": { "layers": [...] } of packages/one/package.json',
    },
  ]);
});

function reasons(imports: Record<string, string>) {
  return checkLayers(sourcePackage(imports, layers)).map(({ reason }) => reason);
}
