import pg from "pg";
import { dropDatabase, onSameServer, withClient } from "./maintenance.js";
import { newDatabaseName, testServerUrl } from "./provided.js";
import { waitFor } from "./warm/wait.js";

/** A database without any tables. */
export interface EmptyDatabase {
  readonly url: string;
  readonly name: string;
  /** Drops it, ending whoever is connected. */
  drop(): Promise<void>;
}

/** Creates an empty UTF-8 database on the run's server. One that is not dropped goes with the run. */
export async function createEmptyDatabase(purpose = "empty"): Promise<EmptyDatabase> {
  const server = testServerUrl();
  const name = newDatabaseName(purpose);
  await waitFor("other", () => withClient(server, (client) => createFromNothing(client, name)));
  return {
    url: onSameServer(server, name),
    name,
    drop: async () =>
      await waitFor("other", () => withClient(server, (client) => dropDatabase(client, name))),
  };
}

/** Creates a database that holds nothing, not even what an administrator put into `template1`. */
export async function createFromNothing(client: pg.Client, name: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  await client.query(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8'`);
}
