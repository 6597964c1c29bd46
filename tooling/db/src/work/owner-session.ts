import { brand } from "@deepiri/database/brand";
import {
  connectOnce,
  migratorRole,
  quoteIdentifier,
  RoleUnavailable,
  sqlState,
} from "@deepiri/database/without-client";
import type pg from "pg";
import type { Place } from "../place/place.js";

/** How our sessions are called in pg_stat_activity. */
export const workApplicationName = `${brand.name} work`;

/**
 * A session of our own that acts as the role which owns the database's objects: new partitions and a refresh are
 * the owner's to make. The caller ends it.
 *
 * @throws ConnectionError, RoleUnavailable
 */
export async function openOwnerSession({ database, url }: Place): Promise<pg.Client> {
  const client = await connectOnce(url, { applicationName: workApplicationName });
  try {
    await actAsOwner(client, database.name);
    // What a killed worker has left running ends soon, where the server's platform can see that nobody listens.
    await client.query("SET client_connection_check_interval = '2s'").catch(() => {});
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Makes a session act as the owner of the database's objects. */
export async function actAsOwner(client: pg.ClientBase, database: string): Promise<void> {
  const role = migratorRole(database);
  try {
    await client.query(`SET ROLE ${quoteIdentifier(role)}`);
  } catch (error) {
    throw explainRole(error, role, database);
  }
}

function explainRole(error: unknown, role: string, database: string): unknown {
  const { code } = error as { code?: string };
  const details = { sqlstate: code, cause: error };
  if (code === sqlState.invalidParameterValue)
    return new RoleUnavailable(
      `Database "${database}" has not been migrated: there is no role "${role}". Type \`db migrate --all\`.`,
      details,
    );
  if (code === sqlState.insufficientPrivilege)
    return new RoleUnavailable(
      `The login may not act as "${role}", which owns the objects of database "${database}". Let an administrator run GRANT ${quoteIdentifier(role)} TO it.`,
      details,
    );
  return error;
}
