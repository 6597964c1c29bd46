import { createHash } from "node:crypto";
import {
  type Database,
  definitionsFingerprint,
  findDatabase,
  findPackage,
  readWorkspace,
  type TablePackage,
  withDependencies,
} from "@deepiri/workspace";
import type pg from "pg";
import { TestDatabaseError } from "../errors.js";
import { buildDatabase } from "./build-database.js";
import { databasesLike, dropDatabase, withClient } from "./databases.js";

/** What a template is to hold. */
export interface Wanted {
  /** Key of the package. */
  readonly package: string;
  /** Which of its databases; the one that it belongs to if left out. Its roles have that one's prefix. */
  readonly database?: string;
}

/** A database that holds the migrations of one package and its dependencies, to be cloned. */
export interface Template {
  readonly name: string;
  /** Which of the workspace's databases it is like. */
  readonly database: string;
}

// Any number that nobody else locks. One lock for all packages: migrations may make roles, which
// belong to the whole server, and two that make the same one at once would collide.
const buildLock = 7_430_218_951n;

/**
 * The template of a package, built on the first demand of whichever worker comes first.
 *
 * Its name tells what it holds, so it is never out of date: the database, the package, and a hash of
 * the migrations, of the Prisma files, from which the rights follow, and of the server's version.
 */
export async function ensureTemplate(serverUrl: string, wanted: Wanted): Promise<Template> {
  const workspace = readWorkspace();
  const tablePackage = findPackage(workspace, wanted.package);
  const database = findDatabase(workspace, wanted.database ?? tablePackage.database);
  const packages = withDependencies([tablePackage], database.packages);
  if (!packages.includes(tablePackage)) throw notInDatabase(tablePackage, database);
  return await withClient(serverUrl, async (client) => {
    const prefix = `template_${database.name}_${tablePackage.key.replaceAll("-", "_")}_`;
    const name = prefix + (await fingerprint(client, packages));
    const template = { name, database: database.name };
    if (await exists(client, name)) return template;
    await client.query("SELECT pg_advisory_lock($1)", [buildLock]);
    // The lock ends with the connection.
    if (!(await exists(client, name))) {
      await dropOthers(client, prefix);
      await buildDatabase(client, serverUrl, { name, draft: `${name}_draft`, fill: migrateAll });
    }
    return template;
  });

  async function migrateAll(url: string): Promise<void> {
    // Loaded only here: most test files find their template built.
    const { migrate } = await import("@deepiri/schema-engine");
    await migrate(database, { url, packages });
  }
}

function notInDatabase({ key }: TablePackage, { name }: Database): TestDatabaseError {
  return new TestDatabaseError(
    `"${key}" is not in the database "${name}": it does not belong to it, and nothing there depends on it`,
  );
}

// Those of older migrations, and drafts of builders that were killed.
async function dropOthers(client: pg.Client, prefix: string): Promise<void> {
  for (const name of await databasesLike(client, prefix)) {
    // Another package's key may begin with this one's.
    const isOurs = /^[0-9a-f]{16}(_draft)?$/.test(name.slice(prefix.length));
    if (isOurs) await dropDatabase(client, name);
  }
}

async function fingerprint(client: pg.Client, packages: readonly TablePackage[]): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version_num') AS version`,
  );
  const hash = createHash("sha256").update(String(rows[0]?.version));
  hash.update(`\n${definitionsFingerprint(packages)}`);
  return hash.digest("hex").slice(0, 16);
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  return (await databasesLike(client, name)).includes(name);
}
