import type pg from "pg";
import { type Queryable, queryable } from "./queryable.js";
import { provideTakesInput } from "./takes-input.js";
import { withConnection } from "./with-connection.js";

/**
 * Runs `body` in one read-only transaction that sees the database as it is at its start. It gives up
 * a lock after ten seconds, and names in catalogs carry their schemas, for its search_path is empty.
 */
export function reading<Result>(
  url: string,
  body: (reader: Queryable, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  return withConnection(url, {}, async (client) => {
    await provideTakesInput(client);
    await client.query(`
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL lock_timeout = '10s'`);
    return body(queryable(client), client);
  });
}
