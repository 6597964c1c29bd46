import { tmpdir } from "node:os";
import { connectionConfig, openConnection, quoteIdentifier, sqlState } from "@deepiri/database";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { createScratchDatabase } from "@deepiri/schema-engine";
import { readStatements } from "@deepiri/sql";
import type { Migration } from "@deepiri/workspace";
import type { FactBase } from "@supabase/pg-delta/core";
import type pg from "pg";
import { applicationName } from "../session/session.js";
import { readFacts } from "./read-facts.js";

/** What is to be made, and by whom. */
export interface Making {
  readonly migrations: readonly Migration[];
  /** The role that migrations run as: what they make may name it, as policies for owners do. */
  readonly migrator: string;
}

/**
 * What the migrations make, in a scratch database beside the one of this URL, which is dropped again.
 *
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function buildBeside(
  url: string,
  { migrations, migrator }: Making,
): Promise<FactBase> {
  const scratch = await createScratchDatabase(url);
  try {
    const isThere = await giveTo(scratch.url, migrator);
    await makeAll(isThere ? asRole(scratch.url, migrator) : scratch.url, migrations);
    return await readFacts(scratch.url, 0);
  } finally {
    await scratch.drop();
  }
}

/**
 * The same on a server of our own, which is gone afterwards: nothing is written to anybody's.
 *
 * @param roles that the migrations may name
 */
export async function buildApart(making: Making, roles: readonly string[]): Promise<FactBase> {
  const server = await startServer({
    directory: await throwAwayDirectory(tmpdir()),
    kind: "throw-away",
  });
  try {
    await makeRoles(server.url, roles);
    return await buildBeside(server.url, making);
  } finally {
    await server.stop();
  }
}

// Policies of migrations name them.
function makeRoles(url: string, roles: readonly string[]): Promise<void> {
  return withClient(url, async (client) => {
    for (const role of roles) await client.query(`CREATE ROLE ${quoteIdentifier(role)} NOLOGIN`);
  });
}

/** Makes a role the owner of the database, if there is such a role. */
function giveTo(url: string, role: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "SELECT current_database() AS name FROM pg_catalog.pg_roles WHERE rolname = $1",
      [role],
    );
    for (const { name } of rows)
      await client.query(
        `ALTER DATABASE ${quoteIdentifier(name)} OWNER TO ${quoteIdentifier(role)}`,
      );
    return rows.length > 0;
  });
}

// From the beginning of the session, so that RESET ROLE of a migration leads back to it.
function asRole(url: string, role: string): string {
  const changed = new URL(url);
  const options = [changed.searchParams.get("options"), `-c role=${role}`];
  changed.searchParams.set("options", options.filter((option) => option).join(" "));
  return changed.href;
}

function makeAll(url: string, migrations: readonly Migration[]): Promise<void> {
  return withClient(url, async (client) => {
    for (const { sql } of migrations) {
      await client.query("SET search_path TO public");
      await make(client, sql);
      await client.query("ROLLBACK; RESET ROLE; RESET ALL");
    }
  });
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const config = { applicationName, connectTimeoutMs: 10_000 };
  const client = await openConnection(connectionConfig(url, config));
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const needsOwnTransaction: readonly (string | undefined)[] = [
  sqlState.activeSqlTransaction,
  sqlState.unsafeNewEnumValueUsage,
];

async function make(client: pg.Client, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (!needsOwnTransaction.includes((error as pg.DatabaseError).code)) throw error;
    await client.query("ROLLBACK");
    for (const { text } of await readStatements(sql)) await client.query(text);
  }
}
