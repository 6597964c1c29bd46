import { migratorRole } from "@deepiri/database";
import type { TestDatabase } from "@deepiri/test-database";
import type pg from "pg";

/** Runs statements as the role that owns all objects, on one connection. */
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

/** Makes `shop.sales`, and `shop.totals` over it, which is registered. */
export async function makeTotals(db: TestDatabase, source?: string): Promise<void> {
  await db.owner.query(`CREATE SCHEMA shop AUTHORIZATION ${migratorRole(db.database)}`);
  await asMigrator(db, async (client) => {
    await client.query(`
      CREATE TABLE shop.sales (id integer PRIMARY KEY, item text NOT NULL, price numeric NOT NULL);
      CREATE SEQUENCE shop.position;
      CREATE FUNCTION shop.how_far() RETURNS bigint LANGUAGE sql AS 'SELECT last_value FROM shop.position';
      CREATE MATERIALIZED VIEW shop.totals AS
        SELECT item, sum(price) AS total FROM shop.sales GROUP BY item WITH NO DATA;
      CREATE UNIQUE INDEX totals_item_key ON shop.totals (item)`);
    await client.query(`SELECT read_models.register('shop.totals', '1 hour', $1)`, [source]);
  });
}

/** Refreshes `shop.totals` and tells what became of it. */
export async function refreshTotals(db: TestDatabase): Promise<string> {
  return await asMigrator(db, async (client) => {
    const { rows } = await client.query(`CALL read_models.refresh('shop.totals')`);
    return rows[0].outcome;
  });
}
