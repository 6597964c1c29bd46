import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const project = fileURLToPath(new URL("./fixture", import.meta.url));
const manifest = createRequire(import.meta.url).resolve("vitest/package.json");
const runs = new Map();
const program = path.join(path.dirname(manifest), "vitest.mjs");

test.each([
  ["passing", 0, "1 passed, 0 failed"],
  ["mixed", 1, "3 passed, 3 failed, 4 skipped"],
  ["unexplained", 1, "1 passed, 1 failed"],
  ["stray", 1, "1 passed, 1 failed"],
  ["broken", 1, "0 passed, 1 failed"],
  ["nothing-like-it", 1, "0 passed, 0 failed"],
])("a run of %s ends with %i and the line %j", (name, code, line) => {
  const { status, stdout } = run(name);
  expect(stdout.split("\n").slice(-2)).toEqual([line, ""]);
  expect(status).toBe(code);
});

test("a run says why tests were skipped, and names those that do not say it", () => {
  expect(run("mixed").stdout).toContain(
    "\n1 skipped: it is too long\n1 skipped: there is no program\n",
  );
  expect(run("unexplained").stdout).toContain(
    "\nskipped without a reason: a suite > that says nothing\n",
  );
});

test("a failing run of sweeps says how to take the same samples again, and no other does", () => {
  const again = "\nthe same samples of sweeps again: TEST_SWEEPS=1 SWEEP_SEED=7\n";
  const env = { TEST_SWEEPS: "1", SWEEP_SEED: "7" };
  expect(runAnew("stray", env).stdout).toContain(again);
  expect(runAnew("passing", env).stdout).not.toContain("SWEEP_SEED");
});

/** What a run ends with; it is run once. */
function run(name) {
  const known = runs.get(name) ?? runAnew(name);
  runs.set(name, known);
  return known;
}

function runAnew(name, env = {}) {
  const own = Object.entries(process.env).filter(([key]) => !key.startsWith("VITEST"));
  return spawnSync(process.execPath, [program, "run", name], {
    cwd: project,
    env: { ...Object.fromEntries(own), ...env },
    encoding: "utf8",
  });
}
