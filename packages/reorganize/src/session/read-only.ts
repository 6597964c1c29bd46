import { quoteTable } from "@deepiri/database";
import { type OwnedTable, patiently } from "@deepiri/database/session";
import type pg from "pg";
import { LockUnavailableError } from "./errors.js";
import { applicationName } from "./open.js";
import { type Queryable, queryable } from "./queryable.js";
import { provideTakesInput } from "./takes-input.js";
import { withConnection } from "./with-connection.js";

/**
 * Runs `body` in one read-only transaction that sees the database as it is at its start. It gives up
 * a lock after ten seconds, and names in catalogs carry their schemas, for its search_path is empty.
 *
 * @throws LockUnavailableError with the table, and who holds it
 */
export function reading<Result>(
  url: string,
  body: (reader: Queryable, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  return withConnection(url, {}, async (client) => {
    await provideTakesInput(client);
    const { rows } = await client.query("SELECT pg_catalog.pg_backend_pid() AS pid");
    return patiently(
      {
        connect: async () => client,
        watch: () => ({ url, applicationName, pid: rows[0].pid, tell: () => {}, everyMs: 2_000 }),
        waitsLong: true,
        isOver: () => true,
        refusal: ({ attempts, blockers, awaited, cause }) =>
          new LockUnavailableError(readingText(awaited), attempts, blockers, { cause }),
      },
      async () => {
        await client.query(`
          BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
          SET LOCAL lock_timeout = '10s'`);
        return body(queryable(client), client);
      },
    );
  });
}

function readingText(tables: readonly OwnedTable[]): string {
  const names = tables.map(({ schema, name }) => quoteTable(schema, name));
  return names.length === 0 ? "reading the database" : `reading ${names.join(", ")}`;
}
