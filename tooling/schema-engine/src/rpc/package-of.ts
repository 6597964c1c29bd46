import {
  type Database,
  findDatabase,
  packageAt,
  readWorkspace,
  type TablePackage,
} from "@deepiri/workspace";

/** The package whose files a request is about, and the database that it belongs to. */
export function packageOf(directory: string): [Database, TablePackage] {
  const workspace = readWorkspace(directory);
  const tablePackage = packageAt(workspace, directory);
  if (!tablePackage) throw new Error(`"${directory}" is in no package of ${workspace.root}`);
  return [findDatabase(workspace, tablePackage.database), tablePackage];
}
