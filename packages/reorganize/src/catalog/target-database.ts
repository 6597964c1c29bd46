import {
  type Database,
  findDatabase,
  readWorkspace,
  type Workspace,
  WorkspaceNotFoundError,
} from "@deepiri/workspace";

/**
 * The database of that name in the current workspace; the default one if left out.
 *
 * @throws UnknownDatabaseError
 */
export function targetDatabase(name?: string): Database {
  return findDatabase(currentWorkspace(), name);
}

/** The workspace that the working folder lies in; where it lies in none, the one of this checkout. */
export function currentWorkspace(): Workspace {
  try {
    return readWorkspace();
  } catch (error) {
    if (!(error instanceof WorkspaceNotFoundError)) throw error;
    return readWorkspace(import.meta.dirname);
  }
}
