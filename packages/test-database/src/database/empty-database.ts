import { createFromNothing } from "../maintenance/create-from-nothing.js";
import { dropDatabase, onSameServer, withClient } from "../maintenance/databases.js";
import { newDatabaseName, testServerUrl } from "../run/provided.js";
import { waitFor } from "../warm/wait.js";

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
  return madeDatabase(server, name);
}

/** A database of the run that its owner drops. */
export function madeDatabase(server: string, name: string): EmptyDatabase {
  return {
    url: onSameServer(server, name),
    name,
    drop: async () =>
      await waitFor("other", () => withClient(server, (client) => dropDatabase(client, name))),
  };
}
