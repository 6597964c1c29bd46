import path from "node:path";
import { connectOnce, quoteIdentifier } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
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
    stop: () => server.stop(),
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
