import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes figures to `bench/<name>.json` at the root of the workspace. */
export function writeResults(root: string, name: string, results: object): void {
  const file = fileOf(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** The figures that were written there last; none where there are none. */
export function readResults(root: string, name: string): Record<string, unknown> {
  const file = fileOf(root, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function fileOf(root: string, name: string): string {
  return path.join(root, "bench", `${name}.json`);
}
