import pg from "pg";

/** Superuser of every embedded server; the server listens on 127.0.0.1 only and trusts it. */
const superuser = "postgres";

/** Address of a database of the embedded server on this port; PostgreSQL's own if left out. */
export function serverUrl(port: number, database = "postgres"): string {
  return `postgresql://${superuser}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** What a server says about itself. */
export interface Answer {
  readonly version: string;
  readonly databases: readonly string[];
}

/** Asks the server on this port; undefined unless it answers and runs on this data folder. */
export async function askServer(port: number, dataFolder: string): Promise<Answer | undefined> {
  try {
    return await withMaintenanceClient(port, async (client) => {
      const { rows } = await client.query<Answer & { folder: string }>(
        `SELECT current_setting('data_directory') AS folder,
                split_part(current_setting('server_version'), ' ', 1) AS version,
                (SELECT array_agg(datname::text) FROM pg_catalog.pg_database) AS databases`,
      );
      const [row] = rows;
      return row?.folder === dataFolder ? row : undefined;
    });
  } catch {
    return undefined;
  }
}

/** Creates the databases, except those that somebody else just did. */
export async function ensureDatabases(port: number, names: readonly string[]): Promise<void> {
  const duplicate = ["42P04", "23505"];
  await withMaintenanceClient(port, async (client) => {
    for (const name of names)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`).catch((error) => {
        if (!duplicate.includes(error.code)) throw error;
      });
  });
}

async function withMaintenanceClient<T>(
  port: number,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: serverUrl(port),
    connectionTimeoutMillis: 5_000,
    // PGSSLMODE of the environment is meant for other servers.
    ssl: false,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}
