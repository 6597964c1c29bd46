import { connectOnce, databaseUrl, withoutPassword } from "@deepiri/database";
import { keptPort, type Server } from "@deepiri/postgres";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { Command, InvalidArgumentError } from "commander";
import { isEmbeddedMeant, startEmbedded } from "../server/embedded.js";

/** `db up`: a server to work on. */
export function upCommand(): Command {
  return new Command("up")
    .description("Start the embedded PostgreSQL server, or find it running.")
    .option("--port <number>", "port to prefer; a free one is taken when it is in use", parsePort)
    .action(async ({ port }: { port?: number }) => {
      console.log(await bringUp(port));
    });
}

/** Makes sure that a usable server is there; returns what to say of it. */
export async function bringUp(port?: number): Promise<string> {
  if (isEmbeddedMeant()) {
    const server = await startEmbedded(findWorkspaceRoot(), port);
    return `PostgreSQL ${server.version} (embedded) is up at ${server.url}${unusualPort(server)}`;
  }
  const url = databaseUrl();
  const client = await connectOnce(url, { applicationName: "deepiri db" });
  const { rows } = await client.query("SELECT current_setting('server_version') AS version");
  await client.end();
  return `PostgreSQL ${rows[0].version} (DATABASE_URL) is up at ${withoutPassword(url)}`;
}

function unusualPort({ port }: Server): string {
  return port === keptPort
    ? ""
    : `\n  Its port is ${port}: ${keptPort}, the usual one, was in use or not asked for.`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new InvalidArgumentError("a port is a whole number from 1 to 65535.");
}
