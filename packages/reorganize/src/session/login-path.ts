import { connectionConfig, openConnection, ownSession } from "@deepiri/database";
import { applicationName } from "./open.js";

/**
 * The search_path that sessions of the login start with, as SHOW prints it: whatever sets it, be it the server's
 * configuration, which says nothing in a session of ours, for those start with PostgreSQL's own.
 */
export async function loginPath(url: string): Promise<string> {
  const client = await openConnection(
    connectionConfig(url, { applicationName, connectTimeoutMs: 10_000, defaults: limits }),
  );
  try {
    const { rows } = await client.query("SHOW search_path");
    return rows[0].search_path;
  } finally {
    await client.end();
  }
}

// Those of the login may be too short for us.
const limits = ownSession.defaults.filter(([name]) => name.endsWith("_timeout"));
