import { brand } from "@deepiri/database/brand";
import { connectOnce } from "@deepiri/database/without-client";
import type pg from "pg";

/** Name of our connections in pg_stat_activity. */
export const applicationName = `${brand.name} backup`;

/** A connection of ours, and what its server is. */
export interface Session {
  readonly url: string;
  readonly client: pg.Client;
  /** Such as 18.4. */
  readonly version: string;
  readonly major: number;
  /** Of the database, such as UTF8. */
  readonly encoding: string;
}

/**
 * Opens a connection in which each value has one text, each name is spelled with its schema, no wait
 * for a lock lasts, and rows that row security would hide are an error. The caller ends it.
 *
 * @throws ConnectionError
 */
export async function openSession(url: string, onlyReads = true): Promise<Session> {
  const client = await connectOnce(url, { applicationName, onlyReads });
  try {
    const { rows } = await client.query<{ version: string; encoding: string }>(`
      SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version,
             pg_catalog.current_setting('server_encoding') AS encoding`);
    const { version, encoding } = rows[0] as { version: string; encoding: string };
    await client.query(settings(encoding, onlyReads));
    return { url, client, version, encoding, major: Number.parseInt(version, 10) };
  } catch (error) {
    await client.end();
    throw error;
  }
}

function settings(encoding: string, onlyReads: boolean): string {
  return [
    "SET search_path = ''",
    "SET lock_timeout = '10s'",
    "SET row_security = off",
    "SET lc_monetary = 'C'",
    "SET xmloption = content",
    // Bytes in a database without an encoding are taken as they are.
    ...(encoding === "SQL_ASCII" ? ["SET client_encoding = 'SQL_ASCII'"] : []),
    ...(onlyReads ? ["SET default_transaction_read_only = on"] : []),
  ].join("; ");
}
