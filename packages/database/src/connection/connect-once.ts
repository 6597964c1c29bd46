import type pg from "pg";
import { brand } from "../brand.js";
import { assertUsableServer } from "./assert-usable-server.js";
import { connectionConfig } from "./connection-config.js";
import { openConnection } from "./open-connection.js";
import { assertOwnSession, explainOwnSessionFailure, ownSession } from "./own-session.js";

/** How one connection is made. */
export interface ConnectOptions {
  /** Shown in pg_stat_activity, unless the URL names one; the brand if left out. */
  readonly applicationName?: string;
  /** Milliseconds to wait for the server, unless the URL says; 10 000 if left out. */
  readonly connectTimeoutMs?: number;
  /** True for what only reads: then a standby or a read-only database will do. */
  readonly onlyReads?: boolean;
}

/**
 * One session of our own, outside any pool, on a server that is new enough and takes writes if need
 * be. It starts with the same settings whatever role, database and server have set. The caller ends
 * it. Throws a ConnectionError whose message needs no further explanation.
 */
export async function connectOnce(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  try {
    const client = await openConnection(
      connectionConfig(url, {
        applicationName: options.applicationName ?? brand.name,
        connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
        ...ownSession,
      }),
    );
    try {
      await assertOwnSession(client, url);
      await assertUsableServer(client, url, options);
      return client;
    } catch (error) {
      await client.end();
      throw error;
    }
  } catch (error) {
    throw explainOwnSessionFailure(error, url);
  }
}
