import { outpaceAutovacuum } from "@deepiri/database/session";
import { assertOwnSession, openConnection } from "@deepiri/database/without-client";
import type pg from "pg";
import { freshState, scriptPath, sessionConfig } from "../engine/connection.js";
import { holdPrismaLock, migrationApplicationName } from "../lock/migration-lock.js";

/** The session in which the statements of migrations run. */
export interface ApplySession {
  readonly client: pg.Client;
  /** Of its server process. */
  readonly pid: number;
}

/** Opens it, with the rights that the URL gives. The caller ends its client. */
export async function openApplySession(url: string): Promise<ApplySession> {
  const client = await openConnection(
    sessionConfig({ url, applicationName: migrationApplicationName }),
  );
  try {
    await assertOwnSession(client, url);
    // Until it ends, whatever becomes of this process, nobody else takes its statements up.
    await holdPrismaLock(client);
    const { rows } = await client.query("SELECT pg_catalog.pg_backend_pid() AS pid");
    return { client, pid: rows[0].pid };
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/**
 * Makes the session as it is at the start of a file: what migrations name without a schema is in
 * `public`, and no statement waits longer for a lock; 0 is as long as it takes.
 */
export async function refresh(client: pg.ClientBase, lockTimeoutMs: number): Promise<void> {
  // What only a superuser may set is for the login, not for the role that it acts as.
  await client.query(`${freshState}; SET ROLE NONE; ${outpaceAutovacuum}; RESET ROLE;
    SET search_path TO ${scriptPath}; SET lock_timeout = ${Math.ceil(lockTimeoutMs)}`);
}
