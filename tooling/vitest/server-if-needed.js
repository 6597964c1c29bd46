import { readFile } from "node:fs/promises";
import path from "node:path";

const wanted = "@deepiri/test-database";

/**
 * Gives the run's server to packages that depend on `@deepiri/test-database`; others do not wait
 * for it.
 *
 * @param {import("vitest/node").TestProject} project
 */
export async function setup(project) {
  const manifest = await readFile(path.join(project.config.root, "package.json"), "utf8");
  const { dependencies, devDependencies } = JSON.parse(manifest);
  if (!(wanted in { ...dependencies, ...devDependencies })) return undefined;
  const server = await import("@deepiri/test-database/global-setup");
  return await server.setup(project);
}
