import { hostname } from "node:os";
import { openConnection, sqlState } from "@deepiri/database/without-client";
import pg from "pg";
import { sessionConfig } from "./connection.js";
import { ScratchDatabaseError } from "./errors.js";

/** An empty database of our own beside the one of a URL. */
export interface ScratchDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

const prefix = "_scratch_";
const staleAfterMs = 3_600_000;
let count = 0;

export interface ScratchOptions {
  /** Whether it has the encoding and the locale of the database of the URL, and not those of the server. */
  readonly isAlike?: boolean;
}

/**
 * Creates an empty database on the server of `url`. Whoever creates it drops it; those that a killed
 * run left behind are dropped by the next one.
 */
export async function createScratchDatabase(
  url: string,
  { isAlike = false }: ScratchOptions = {},
): Promise<ScratchDatabase> {
  const name = `${prefix}${process.pid}_${Date.now().toString(36)}_${++count}`;
  await onServer(url, async (client) => {
    await dropStale(client);
    await create(client, name, isAlike ? await readLocale(client) : "");
  });
  const drop = () =>
    onServer(url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    });
  return { name, url: withDatabase(url, name), drop };
}

/** The same server and login, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

async function onServer<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openConnection(sessionConfig({ url }));
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** What a database is created with to have the encoding and the locale of this one. */
async function readLocale(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ locale: string }>(`
    SELECT pg_catalog.format(' ENCODING %L LOCALE_PROVIDER %s LC_COLLATE %L LC_CTYPE %L',
             pg_catalog.pg_encoding_to_char(encoding), provider, datcollate, datctype)
             || CASE WHEN provider = 'libc' THEN '' ELSE pg_catalog.format(' %s_LOCALE %L', provider, COALESCE(said ->> 'datlocale', said ->> 'daticulocale')) END
             || COALESCE(' ICU_RULES ' || pg_catalog.quote_literal(said ->> 'daticurules'), '') AS locale
      FROM pg_catalog.pg_database AS one
     CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(one) AS said,
                                CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider) AS known
     WHERE datname = pg_catalog.current_database()`);
  return rows[0]?.locale ?? "";
}

async function create(client: pg.Client, name: string, locale: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  try {
    // template1 may hold objects of its own, or be in use.
    await client.query(`CREATE DATABASE ${database} TEMPLATE template0${locale}`);
  } catch (cause) {
    const denied = (cause as pg.DatabaseError).code === sqlState.insufficientPrivilege;
    const reason = denied ? `role "${client.user}" may not create databases` : String(cause);
    throw new ScratchDatabaseError(reason, { cause });
  }
  const owner = JSON.stringify({ host: hostname(), pid: process.pid });
  await client.query(`COMMENT ON DATABASE ${database} IS ${pg.escapeLiteral(owner)}`);
}

async function dropStale(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; owner: string | null }>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS owner
     FROM pg_catalog.pg_database
     WHERE starts_with(datname, $1)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = pg_database.oid)`,
    [prefix],
  );
  // Without FORCE: should it be in use after all, PostgreSQL refuses.
  for (const { name, owner } of rows.filter(isStale))
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`).catch(() => owner);
}

function isStale({ name, owner }: { name: string; owner: string | null }): boolean {
  const created = Number.parseInt(name.slice(prefix.length).split("_")[1] ?? "", 36);
  if (Date.now() - created > staleAfterMs) return true;
  const { host, pid } = readOwner(owner);
  return host === hostname() && pid !== undefined && !isAlive(pid);
}

function readOwner(owner: string | null): { host?: string; pid?: number } {
  try {
    return JSON.parse(owner ?? "{}");
  } catch {
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
