import { brand } from "@deepiri/database/brand";
import pg from "pg";

/** Runs `work` on a connection to a database, by default as a nameless visitor. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  applicationName = `${brand.name}-tests`,
): Promise<T> {
  const client = await connect(url, applicationName);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Opens a connection that the caller ends. */
export async function connect(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName });
  // A server that goes away is reported by the query that notices; without this, Node would exit.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Address of another database on the same server. */
export function onSameServer(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.href;
}

/** Drops a database, ending whoever is connected to it. */
export async function dropDatabase(client: pg.Client | pg.Pool, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/** Names of the databases that start with `prefix`. */
export async function databasesLike(client: pg.Client, prefix: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname::text AS name FROM pg_catalog.pg_database WHERE starts_with(datname, $1)`,
    [prefix],
  );
  return rows.map(({ name }) => name);
}
