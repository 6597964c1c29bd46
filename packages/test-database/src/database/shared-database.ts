import { createHash } from "node:crypto";
import pg from "pg";
import { buildDatabase } from "../maintenance/build-database.js";
import { databasesLike, withClient } from "../maintenance/databases.js";
import { newDatabaseName, sharedDatabaseName, testServerUrl } from "../run/provided.js";
import { waitFor } from "../warm/wait.js";
import { type EmptyDatabase, madeDatabase } from "./empty-database.js";

/**
 * Creates a private copy of a database that is built once in a run, by whichever worker asks first.
 *
 * A copy has everything but settings of the database as a whole.
 *
 * @param what it holds; whoever says the same gets a copy of the same database, whatever the file
 * @param build fills the empty database at this URL, and leaves nobody connected to it
 */
export async function createCopy(
  what: string,
  build: (url: string) => Promise<void>,
): Promise<EmptyDatabase> {
  const server = testServerUrl();
  const name = newDatabaseName(what);
  await waitFor("other", () =>
    withClient(server, async (client) => {
      const shared = await ensureShared(client, server, what, build);
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(shared)} STRATEGY file_copy`,
      );
      await copyRights(client, shared, name);
    }),
  );
  return madeDatabase(server, name);
}

/** Gives a database the owner and the rights of another; a copy of a database does not take them over. */
async function copyRights(client: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `WITH original AS (SELECT datdba, datacl FROM pg_catalog.pg_database WHERE datname = $1)
     SELECT pg_catalog.format('ALTER DATABASE %I OWNER TO %I', $2::text, pg_catalog.pg_get_userbyid(datdba)) AS sql FROM original
     UNION ALL
     SELECT pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $2::text) FROM original WHERE datacl IS NOT NULL
     UNION ALL
     SELECT pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', privilege_type, $2::text,
                              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
                              CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
       FROM original, pg_catalog.aclexplode(datacl)`,
    [from, to],
  );
  for (const { sql } of rows) await client.query(sql);
}

async function ensureShared(
  client: pg.Client,
  server: string,
  what: string,
  build: (url: string) => Promise<void>,
): Promise<string> {
  const digest = createHash("sha256").update(what).digest();
  const name = sharedDatabaseName(digest.toString("hex", 0, 8));
  const isThere = async () => (await databasesLike(client, name)).includes(name);
  if (await isThere()) return name;
  const lock = digest.readBigInt64BE(8);
  await client.query("SELECT pg_advisory_lock($1)", [lock]);
  try {
    if (await isThere()) return name;
    await buildDatabase(client, server, { name, draft: newDatabaseName("draft"), fill: build });
    return name;
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [lock]);
  }
}
