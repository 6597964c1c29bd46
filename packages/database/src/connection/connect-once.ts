import pg from "pg";
import { assertUsableServer } from "./assert-usable-server.js";
import { explainConnectionFailure } from "./explain-connection-failure.js";

/** How one connection is made. */
export interface ConnectOptions {
  /** Shown in pg_stat_activity; "deepiri" if left out. */
  readonly applicationName?: string;
  /** Milliseconds to wait for the server; 10 000 if left out. */
  readonly connectTimeoutMs?: number;
}

/**
 * One connection, outside any pool, to a server that is new enough and takes writes. The caller ends
 * it. Throws a ConnectionError whose message needs no further explanation.
 */
export async function connectOnce(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: options.applicationName ?? "deepiri",
      connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    });
    // Without a listener a server that goes away would end the process; the next query reports it.
    client.on("error", () => {});
    await client.connect();
    await assertUsableServer(client, url).catch(async (error: unknown) => {
      await client.end();
      throw error;
    });
    return client;
  } catch (error) {
    throw explainConnectionFailure(error, url);
  }
}
