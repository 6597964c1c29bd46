import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes figures to `bench/<name>.json` at the root of the workspace. */
export function writeResults(root: string, name: string, results: object): void {
  const file = path.join(root, "bench", `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}
