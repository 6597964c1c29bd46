import { resolve } from "node:path";
import { workspaceRoot } from "@deepiri/database/without-client";
import { WorkspaceNotFoundError } from "./errors.js";

/**
 * Absolute path of the root of the workspace that `from` is in.
 *
 * @throws WorkspaceNotFoundError outside of one
 */
export function findWorkspaceRoot(from: string = process.cwd()): string {
  const root = workspaceRoot(from);
  if (root === undefined) throw new WorkspaceNotFoundError(resolve(from));
  return root;
}
