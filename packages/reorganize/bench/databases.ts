import { rm } from "node:fs/promises";
import path from "node:path";
import { connectOnce, quoteIdentifier } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { type Server, startServer, throwAwayDirectory } from "@deepiri/postgres";
import type pg from "pg";
import { serverSeconds } from "./server-time.js";

/** Databases on a throw-away server. */
export interface Databases {
  readonly version: string;
  /** Makes a database, as a copy of another if one is named, and gives its URL. */
  create(name: string, template?: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** Processor time that the server has taken so far, in seconds; undefined where the system does not tell. */
  seconds(): number | undefined;
  stop(): Promise<void>;
}

/** Starts the server; it is gone with this process at the latest. */
export async function openDatabases(root: string): Promise<Databases> {
  const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
  const server = await startServer({ directory, kind: "throw-away" });
  return databasesOf(server, server.stop);
}

/** Starts one where each commit waits for the disk, as programs know it. It is gone once it is stopped. */
export async function openDurableDatabases(root: string): Promise<Databases> {
  const directory = path.join(root, brand.dataFolder, "bench-durable");
  const server = await startServer({ directory, kind: "kept", port: 54_399 });
  return databasesOf(server, async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });
}

function databasesOf(server: Server, stop: () => Promise<void>): Databases {
  const run = (sql: string) => withClient(server.url, (client) => client.query(sql));
  return {
    version: server.version,
    create: async (name, template = "template0") => {
      // Files are copied as they are: through the log it would take minutes for a large one.
      await run(
        `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)} STRATEGY FILE_COPY`,
      );
      return new URL(`/${name}`, server.url).href;
    },
    drop: async (name) => {
      await run(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`);
    },
    seconds: () => serverSeconds(server.pid),
    stop,
  };
}

/** Runs `use` with a connection that is closed after. */
export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
