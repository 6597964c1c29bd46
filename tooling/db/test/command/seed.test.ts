import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSeeds, runSeeds } from "../../src/start/seed.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("the demo data is what a package's package.json names, whatever the package is called", async () => {
  const { root, path } = smallWorkspace({
    "packages/fill/package.json": '{"name":"@small/fill","deepiri":{"seed":"main.js"}}',
    "packages/fill/main.js":
      'require("fs").writeFileSync("filled", process.argv.slice(2).join(" "));',
  });
  const seeds = readSeeds(root);
  expect(seeds).toEqual([{ package: "@small/fill", program: path("packages/fill/main.js") }]);
  await runSeeds(root, seeds, ["--scale", "2"]);
  expect(readFileSync(path("filled"), "utf8")).toBe("--scale 2");
});

test("without demo data, seed says where to name it", async () => {
  const { code, stderr } = await runDb(["seed"], { cwd: smallWorkspace().root });
  expect(code).toBe(1);
  expect(stderr).toContain("no package of this workspace has demo data");
  expect(stderr).toContain('"deepiri": { "seed": "dist/main.js" }');
});
