import { migratorRole } from "@deepiri/database";
import type { TestDatabase } from "@deepiri/test-database";
import type pg from "pg";
import type { Session } from "../src/index.js";

/** Runs statements as the role that owns all objects, on one connection, as a migration does. */
export async function asMigrator<Result>(
  db: TestDatabase,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await db.owner.connect();
  try {
    await client.query(`SET ROLE ${migratorRole(db.database)}`);
    return await work(client);
  } finally {
    client.release(true);
  }
}

/** Makes the schema `shop`, of the role that owns all objects. */
export async function makeShop(db: TestDatabase): Promise<void> {
  const owner = migratorRole(db.database);
  await db.owner.query(`CREATE SCHEMA IF NOT EXISTS shop AUTHORIZATION ${owner}`);
}

/** Makes `shop.NAME`, partitioned by the column `at` of a type of time, and has it looked after. */
export async function makeManaged(
  db: TestDatabase,
  name: string,
  { type = "timestamptz", every = "month", ahead = 3, keep }: Managed = {},
): Promise<string> {
  await makeShop(db);
  await asMigrator(db, async (client) => {
    await client.query(
      `CREATE TABLE shop."${name}" (id integer, at ${type} NOT NULL, title text, PRIMARY KEY (id, at))
       PARTITION BY RANGE (at)`,
    );
    await client.query(`SELECT partitions.manage($1, $2, $3, $4)`, [
      `shop."${name}"`,
      every,
      ahead,
      keep,
    ]);
  });
  return `shop."${name}"`;
}

interface Managed {
  readonly type?: string;
  readonly every?: "month" | "day";
  readonly ahead?: number;
  readonly keep?: string;
}

/** What jobs work with: a connection that acts as the role that owns all objects. */
export async function withSession<Result>(
  db: TestDatabase,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return await asMigrator(db, async (connection) => await work({ connection, url: db.url }));
}
