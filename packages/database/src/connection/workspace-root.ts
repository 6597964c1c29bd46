import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Absolute path of the nearest folder, from `from` upwards, that is the root of a workspace: it holds a
 * pnpm-workspace.yaml, or a package.json with `workspaces`, as npm and yarn have it. Undefined outside of one.
 */
export function workspaceRoot(from: string = process.cwd()): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml")) || namesWorkspaces(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function namesWorkspaces(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return Boolean((manifest as { workspaces?: unknown } | null)?.workspaces);
  } catch {
    // There is none, or none that a package manager could read.
    return false;
  }
}
