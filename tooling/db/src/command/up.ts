import { brand } from "@deepiri/database/brand";
import { connectOnce, databaseVariable, withoutPassword } from "@deepiri/database/without-client";
import { keptPort, type Server } from "@deepiri/postgres";
import { readWorkspace, type Workspace } from "@deepiri/workspace";
import { Command, InvalidArgumentError } from "commander";
import { urlOf } from "../place/place.js";
import { isEmbeddedMeant, startEmbedded } from "../server/embedded.js";

/** `db up`: a server to work on. */
export function upCommand(): Command {
  return new Command("up")
    .description("Start the embedded PostgreSQL server, or find it running.")
    .option("--port <number>", "port to prefer; a free one is taken when it is in use", parsePort)
    .action(async ({ port }: { port?: number }) => {
      console.log((await bringUp(readWorkspace(), port)).join("\n"));
    });
}

/**
 * Makes sure that a usable server is there for each database: the embedded one for all that no variable
 * names. Returns a line for each that says where it is, and one when the embedded one has another port
 * than the preferred.
 */
export async function bringUp(workspace: Workspace, port?: number): Promise<string[]> {
  const embedded = isEmbeddedMeant(workspace) ? await startEmbedded(workspace, port) : undefined;
  const lines = await Promise.all(
    workspace.databases.map(async (database) => {
      const url = urlOf(database);
      const variable = databaseVariable({ database: database.name });
      const version = variable === undefined && embedded ? embedded.version : await versionOf(url);
      return `PostgreSQL ${version} (${variable ?? "embedded"}) is up at ${withoutPassword(url)}`;
    }),
  );
  return [...lines, ...(embedded ? otherPort(embedded, port) : [])];
}

async function versionOf(url: string): Promise<string> {
  const client = await connectOnce(url, { applicationName: `${brand.name} db` });
  try {
    const { rows } = await client.query("SELECT current_setting('server_version') AS version");
    return rows[0].version;
  } finally {
    await client.end();
  }
}

function otherPort({ port }: Server, preferred = keptPort): string[] {
  return port === preferred
    ? []
    : [`The embedded server listens on port ${port}, not on ${preferred}.`];
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new InvalidArgumentError("a port is a whole number from 1 to 65535.");
}
