import { type Database, findDatabase, type Workspace } from "@deepiri/workspace";

/** The option that chooses one of the workspace's databases. */
export const databaseOption = "--database <name>";

/** The database of that name, or all of them. */
export function chosenDatabases(
  workspace: Workspace,
  name: string | undefined,
): readonly Database[] {
  return name === undefined ? workspace.databases : [findDatabase(workspace, name)];
}
