import { join, resolve } from "node:path";
import { brand } from "../brand.js";
import { workspaceRoot } from "./workspace-root.js";

/**
 * Where the embedded server of this workspace records its URL, port and pid: `server.json` in the data
 * folder of the workspace that `cwd` is in, or of `cwd` itself outside of one. The file need not exist.
 */
export function localServerFile(cwd: string = process.cwd()): string {
  return join(workspaceRoot(cwd) ?? resolve(cwd), brand.dataFolder, "server.json");
}
