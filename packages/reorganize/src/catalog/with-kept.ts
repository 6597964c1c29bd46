import { createHash } from "node:crypto";
import { ConnectionError, quoteIdentifier, sqlState } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import { createScratchDatabase } from "@deepiri/schema-engine";
import type pg from "pg";
import { literal } from "../session/literal.js";
import { open } from "../session/open.js";
import { withConnection } from "../session/with-connection.js";
import { writable } from "../session/writable.js";

/** What is in a database that is kept. */
export interface Contents {
  /** Another text for other contents. */
  readonly version: string;
  /** Makes them in an empty database; changes nothing where they are made. */
  readonly make: (url: string) => Promise<unknown>;
}

/**
 * Runs `body` with a database on the server of `url` that stays for later commands of the same login: its
 * name tells what it holds, so it is never out of date. It is made in a scratch database and gets the name
 * when it is finished; then those of other contents that nobody uses are dropped.
 *
 * @throws ConnectionError when there is no usable server
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function withKept<Result>(
  url: string,
  { version, make }: Contents,
  body: (keptUrl: string) => Promise<Result>,
): Promise<Result> {
  const name = await withConnection(url, {}, (client) => nameOf(client, version));
  const kept = at(url, name);
  // As long as somebody is connected, nobody drops it.
  const user = await openKept(url, name, make);
  try {
    await make(kept);
    return await body(kept);
  } finally {
    await user.end();
  }
}

const prefix = "_target_";

async function nameOf(client: pg.Client, version: string): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT pg_catalog.current_setting('server_version_num') || ' ' || current_user AS place`,
  );
  const hash = createHash("sha256").update(`${rows[0]?.place}\n${version}`);
  return prefix + hash.digest("hex").slice(0, 16);
}

/** The database of that name, which migrations may write whatever the login is set to. */
function at(url: string, name: string): string {
  const changed = new URL(writable(url));
  changed.pathname = `/${name}`;
  return changed.href;
}

async function openKept(url: string, name: string, make: Contents["make"]): Promise<pg.Client> {
  const there = await openExisting(at(url, name));
  if (there) return there;
  await build(url, name, make);
  return openKept(url, name, make);
}

async function openExisting(url: string): Promise<pg.Client | undefined> {
  try {
    return await open(url);
  } catch (error) {
    const isMissing =
      error instanceof ConnectionError && error.sqlstate === sqlState.invalidCatalogName;
    if (isMissing) return undefined;
    throw error;
  }
}

async function build(url: string, name: string, make: Contents["make"]): Promise<void> {
  const draft = await createScratchDatabase(writable(url));
  try {
    await make(draft.url);
    await withConnection(url, {}, async (client) => {
      await rename(client, draft.name, name);
      await dropOthers(client, name);
    });
  } finally {
    // It is there no more, unless making it failed or another command was faster.
    await draft.drop();
  }
}

async function rename(client: pg.Client, draft: string, name: string): Promise<void> {
  const [from, to] = [quoteIdentifier(draft), quoteIdentifier(name)];
  try {
    await client.query(`ALTER DATABASE ${from} RENAME TO ${to}`);
    await client.query(`COMMENT ON DATABASE ${to} IS ${literal(comment)}`);
  } catch (error) {
    if (!isTaken(codeOf(error))) throw error;
  }
}

/** Whether the name was there, or came at the same moment. */
function isTaken(code: string | undefined): boolean {
  return code === sqlState.duplicateDatabase || code === sqlState.uniqueViolation;
}

const comment =
  "The schema that db:migrate builds, without rows of users, for reorganize to compare with. Made anew where it is missing.";

async function dropOthers(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ other: string }>(
    `SELECT datname AS other FROM pg_catalog.pg_database
      WHERE pg_catalog.starts_with(datname, $1) AND datname <> $2
        AND datdba = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS user_of WHERE user_of.datid = pg_database.oid)`,
    [prefix, name],
  );
  // Without FORCE: should it be in use after all, PostgreSQL refuses.
  for (const { other } of rows)
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(other)}`).catch(() => {});
}
