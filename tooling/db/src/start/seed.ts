import { join } from "node:path";
import { ownSettings, readPackageFolders } from "@deepiri/workspace";
import { runChild } from "./run-child.js";

/** A program of the workspace that fills its databases with demo data. */
export interface Seed {
  /** The package that names it in its package.json, and is compiled before. */
  readonly package: string;
  /** Absolute path. */
  readonly program: string;
}

/** All of them, in the order of their packages' paths. */
export function readSeeds(root: string): Seed[] {
  return readPackageFolders(root).flatMap(({ directory, manifest }) => {
    const { seed } = ownSettings(manifest);
    return seed === undefined ? [] : [{ package: manifest.name, program: join(directory, seed) }];
  });
}

/** Compiles their packages with the typed clients; what has not changed comes from turbo's cache. */
export async function compile(root: string, seeds: readonly Seed[]): Promise<void> {
  if (seeds.length === 0) return;
  const filters = seeds.map((one) => `--filter=${one.package}`);
  const args = ["run", "build", ...filters, "--output-logs=errors-only"];
  await runChild({ root, program: "turbo", args, quiet: true });
}

/** Runs them, one after the other. */
export async function runSeeds(
  root: string,
  seeds: readonly Seed[],
  args: readonly string[],
): Promise<void> {
  for (const { program } of seeds)
    await runChild({ root, program: process.execPath, args: [program, ...args] });
}
