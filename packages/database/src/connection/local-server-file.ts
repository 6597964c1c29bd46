import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Where the embedded server of this workspace records its URL, port and pid:
 * `<workspace root>/.deepiri/server.json`. The root is the nearest folder above `cwd` that holds
 * pnpm-workspace.yaml, or `cwd` itself outside a workspace. The file need not exist.
 */
export function localServerFile(cwd: string = process.cwd()): string {
  return join(workspaceRoot(resolve(cwd)), ".deepiri", "server.json");
}

function workspaceRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}
