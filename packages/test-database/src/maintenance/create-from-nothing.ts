import pg from "pg";

/** Creates a database that holds nothing, not even what an administrator put into `template1`. */
export async function createFromNothing(client: pg.Client, name: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  // Copying the files takes half as long as logging every block.
  await client.query(
    `CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' STRATEGY file_copy`,
  );
}
