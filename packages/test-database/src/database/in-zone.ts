import type { ClientBase } from "pg";
import type { TestDatabase } from "./use-test-database.js";

/** Works on a connection whose session is in another time zone, and takes back all it does. */
export async function inZone<T>(
  db: TestDatabase,
  zone: string,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_catalog.set_config('TimeZone', $1, true)", [zone]);
    return await work(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
