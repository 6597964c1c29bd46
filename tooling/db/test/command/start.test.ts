import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { startDb } from "../fixture/run-db.js";
import { type SmallWorkspace, smallWorkspace } from "../fixture/small-workspace.js";

test("Ctrl-C while something is being compiled ends all of it at once", async () => {
  const workspace = slowToBuild();
  const { url } = await emptyDatabase();
  const env = { DATABASE_URL: url };
  const { child, outcome } = startDb(["start"], { cwd: workspace.root, env, detached: true });
  const building = await compiler(workspace);

  const begin = performance.now();
  process.kill(-(child.pid as number), "SIGINT");
  expect((await outcome).code).not.toBe(0);
  while (isAlive(building)) await wait(20);
  expect(performance.now() - begin).toBeLessThan(2_000);
});

/** A workspace that turbo builds for a minute. */
function slowToBuild(): SmallWorkspace {
  const workspace = smallWorkspace({
    "package.json": '{"name":"small","packageManager":"pnpm@12.21.0"}',
    "pnpm-workspace.yaml": "packages: [packages/*, services/*, tooling/*]\npmOnFail: ignore\n",
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    "turbo.json": '{"tasks":{"build":{}}}',
    "tooling/demo/package.json":
      '{"name":"@small/demo","deepiri":{"seed":"seed.js"},"scripts":{"build":"node build.js"}}',
    "tooling/demo/build.js":
      'require("fs").writeFileSync("pid", process.pid + "\\n"); setTimeout(() => {}, 60_000);',
  });
  mkdirSync(workspace.path("node_modules"));
  const programs = join(findWorkspaceRoot(), "node_modules/.bin");
  symlinkSync(programs, workspace.path("node_modules/.bin"));
  return workspace;
}

async function compiler({ path }: SmallWorkspace): Promise<number> {
  const file = path("tooling/demo/pid");
  while (!existsSync(file) || !readFileSync(file, "utf8").endsWith("\n")) await wait(20);
  return Number(readFileSync(file, "utf8"));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
