import { tmpdir } from "node:os";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import type { Database } from "@deepiri/workspace";
import { urlOf } from "../place/place.js";
import { isEmbedded } from "../server/embedded.js";

/**
 * Runs `body` with a server on which scratch databases can be made: the one that a variable names for the
 * database, which may have extensions that its migrations need, else a throw-away one.
 */
export async function withMigrationsServer<Result>(
  database: Database,
  body: (url: string) => Promise<Result>,
): Promise<Result> {
  if (!isEmbedded(database)) return body(urlOf(database));
  const server = await startServer({
    directory: await throwAwayDirectory(tmpdir()),
    kind: "throw-away",
  });
  try {
    return await body(server.url);
  } finally {
    await server.stop();
  }
}
