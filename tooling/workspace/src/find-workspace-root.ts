import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WorkspaceNotFoundError } from "./errors.js";

/** Absolute path of the nearest folder, from `from` upwards, that holds pnpm-workspace.yaml. */
export function findWorkspaceRoot(from: string = process.cwd()): string {
  let folder = resolve(from);
  while (!existsSync(join(folder, "pnpm-workspace.yaml"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new WorkspaceNotFoundError(resolve(from));
    folder = parent;
  }
  return folder;
}
