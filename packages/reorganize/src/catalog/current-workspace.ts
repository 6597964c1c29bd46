import { readWorkspace, type Workspace, WorkspaceNotFoundError } from "@deepiri/workspace";

/** The workspace that the working folder lies in; where it lies in none, the one of this checkout. */
export function currentWorkspace(): Workspace {
  try {
    return readWorkspace();
  } catch (error) {
    if (!(error instanceof WorkspaceNotFoundError)) throw error;
    return readWorkspace(import.meta.dirname);
  }
}
