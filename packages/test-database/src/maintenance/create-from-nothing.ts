import pg from "pg";

/** Creates a database that holds nothing, not even what an administrator put into `template1`. */
export async function createFromNothing(client: pg.Client, name: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  await client.query(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8'`);
}
