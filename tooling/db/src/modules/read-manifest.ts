import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TablePackage } from "@deepiri/workspace";

/** What package.json of a package says. */
export function readManifest({ directory }: TablePackage): object {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}
