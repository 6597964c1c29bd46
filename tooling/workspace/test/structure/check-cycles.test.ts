import { expect, test } from "vitest";
import { checkFileCycles, checkFolderCycles } from "../../src/structure/check-cycles.js";
import { sourcePackage } from "../fixture/source-package.js";

test("files that import each other are a breach that names the way around", () => {
  expect(
    checkFileCycles(sourcePackage({ "src/a.ts": "src/b.ts", "src/b.ts": "src/a.ts" })),
  ).toEqual([
    {
      file: "packages/one/src/a.ts",
      reason:
        "is in a dependency cycle: src/a.ts -> src/b.ts -> src/a.ts; what they share belongs in a file of its own",
    },
  ]);
});

test("a large cycle of files is reported once, by its size and its shortest part", () => {
  const breaches = checkFileCycles(
    sourcePackage({
      "src/a.ts": "src/b.ts",
      "src/b.ts": "src/c.ts",
      "src/c.ts": "src/a.ts src/b.ts",
    }),
  );
  expect(breaches.map(({ reason }) => reason)).toEqual([
    "is in a dependency cycle of 3 files, the shortest: src/b.ts -> src/c.ts -> src/b.ts; what they share belongs in a file of its own",
  ]);
});

test("folders that depend on each other are a breach, though no file does", () => {
  expect(
    checkFolderCycles(
      sourcePackage({ "src/plan/a.ts": "src/step/b.ts", "src/step/c.ts": "src/plan/d.ts" }),
    ),
  ).toEqual([
    {
      file: "packages/one/src",
      reason:
        "has a dependency cycle: plan -> step -> plan (src/plan/a.ts imports src/step/b.ts, src/step/c.ts imports src/plan/d.ts)",
    },
  ]);
});

test("files directly in src that a folder needs are a folder too", () => {
  const breaches = checkFolderCycles(
    sourcePackage({
      "src/clone.ts": "src/warm/wait.ts",
      "src/errors.ts": "src/clone.ts",
      "src/warm/keeper.ts": "src/errors.ts",
    }),
  );
  expect(breaches.map(({ reason }) => reason)).toEqual([
    "has a dependency cycle: src -> warm -> src (src/clone.ts imports src/warm/wait.ts, src/warm/keeper.ts imports src/errors.ts)",
  ]);
});

test("an entry point stands above what it imports", () => {
  const entry = { "src/index.ts": "src/task/move.ts src/client.ts" };
  expect(
    checkFolderCycles(sourcePackage({ ...entry, "src/task/move.ts": "src/client.ts" })),
  ).toEqual([]);
});

test("tests and benches are in no folder of src", () => {
  expect(
    checkFolderCycles(
      sourcePackage({ "test/a/x.ts": "src/a/x.ts", "src/a/x.ts": "", "bench/b.ts": "test/a/x.ts" }),
    ),
  ).toEqual([]);
});
