import { join } from "node:path";
import { brand } from "@deepiri/database/brand";
import { databaseVariable, localServerFile } from "@deepiri/database/without-client";
import type { Server } from "@deepiri/postgres";
import type { Database, Workspace } from "@deepiri/workspace";

/** Folder of the embedded server of a workspace: its data and its log. */
function embeddedDirectory(root: string): string {
  return join(root, brand.dataFolder, "postgres");
}

/** True when no variable says where some database is, so that it is on the embedded server. */
export function isEmbeddedMeant({ databases }: Pick<Workspace, "databases">): boolean {
  return databases.some(isEmbedded);
}

/** True when no variable says where the database is, so that it is on the embedded server. */
export function isEmbedded({ name }: Pick<Database, "name">): boolean {
  return databaseVariable({ database: name }) === undefined;
}

/** Starts the embedded server of a workspace, or finds it running. All databases are there, side by side. */
export async function startEmbedded(
  { root, databases }: Workspace,
  port?: number,
): Promise<Server> {
  const { startServer } = await import("@deepiri/postgres");
  return startServer({
    directory: embeddedDirectory(root),
    kind: "kept",
    databases: databases.map(({ name }) => name),
    recordFile: localServerFile(root),
    ...(port === undefined ? {} : { port }),
  });
}

/** Stops it; false when it was not running. */
export async function stopEmbedded(root: string): Promise<boolean> {
  const { stopServer } = await import("@deepiri/postgres");
  return stopServer(embeddedDirectory(root));
}
