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

/**
 * What the migrations make, in a scratch database beside the one of this URL, which is dropped again.
 *
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function buildBeside(
  url: string,
  migrations: readonly Migration[],
): Promise<FactBase> {
  const scratch = await createScratchDatabase(url);
  try {
    await makeAll(scratch.url, migrations);
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
export async function buildApart(
  migrations: readonly Migration[],
  roles: readonly string[],
): Promise<FactBase> {
  const server = await startServer({
    directory: await throwAwayDirectory(tmpdir()),
    kind: "throw-away",
  });
  try {
    await makeRoles(server.url, roles);
    return await buildBeside(server.url, migrations);
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

function makeAll(url: string, migrations: readonly Migration[]): Promise<void> {
  return withClient(url, async (client) => {
    for (const { sql } of migrations) {
      await client.query("SET search_path TO public");
      await make(client, sql);
      await client.query("ROLLBACK; RESET ROLE; RESET ALL");
    }
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const config = { applicationName, connectTimeoutMs: 10_000 };
  const client = await openConnection(connectionConfig(url, config));
  try {
    await work(client);
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
