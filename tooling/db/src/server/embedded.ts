import { join } from "node:path";
import { localServerFile } from "@deepiri/database";
import { type Server, startServer, stopServer } from "@deepiri/postgres";

/** Folder of the embedded server of a workspace: its data and its log. */
function embeddedDirectory(root: string): string {
  return join(root, ".deepiri", "postgres");
}

/** True when no variable names a server, so that the embedded one is meant. */
export function isEmbeddedMeant(env: NodeJS.ProcessEnv = process.env): boolean {
  return !env.DATABASE_URL?.trim();
}

/** Starts the embedded server of a workspace, or finds it running. */
export function startEmbedded(root: string, port?: number): Promise<Server> {
  return startServer({
    directory: embeddedDirectory(root),
    kind: "kept",
    recordFile: localServerFile(root),
    ...(port === undefined ? {} : { port }),
  });
}

/** Stops it; false when it was not running. */
export function stopEmbedded(root: string): Promise<boolean> {
  return stopServer(embeddedDirectory(root));
}
