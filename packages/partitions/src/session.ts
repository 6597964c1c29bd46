import { LockTimeout, rawClient } from "@deepiri/database";
import { lockRemedy, lockTimeoutMs, outpaceAutovacuum, patiently } from "@deepiri/database/session";
import type pg from "pg";

/** Where partitions are made, drained and retired. */
export interface Session {
  /** Acts as the owner of the tables, with no transaction begun. */
  readonly connection: pg.ClientBase;
  /** Of the same database, no pooler: for a look who is in the way of a lock. */
  readonly url: string;
  /** Stops the work after the step at hand. */
  readonly signal?: AbortSignal | undefined;
  /** How long to try for a lock before giving up, in milliseconds; a minute if left out. */
  readonly lockWaitMs?: number | undefined;
}

const applicationName = "partitions";

/**
 * Runs one statement that takes strong locks for a moment, in a transaction of its own, and again as long as
 * somebody else holds them: each attempt gives up early, so that no client queues behind it for long.
 *
 * @returns the column `value` of its row
 * @throws LockTimeout
 */
export async function patientValue<Value>(
  { connection, url, lockWaitMs = 60_000 }: Session,
  sql: string,
  table: Table,
): Promise<Value | undefined> {
  await connection.query(outpaceAutovacuum);
  const { rows } = await connection.query("SELECT pg_catalog.pg_backend_pid() AS pid");
  return await patiently(
    {
      connect: async () => connection,
      watch: () => ({ url, applicationName, pid: rows[0].pid, tell: () => {}, everyMs: 2_000 }),
      isOver: (_attempts, waitedMs) => waitedMs >= lockWaitMs,
      refusal: ({ waitedMs, blockers, cause }) =>
        new LockTimeout(
          `The partitions of "${table.schema}"."${table.name}" were not changed: others held its locks for ${Math.round(waitedMs / 1000)} s. ${lockRemedy(blockers)}`,
          { schema: table.schema, table: table.name, cause },
        ),
    },
    async () => {
      await connection.query(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}`);
      const found = await connection.query<{ value: Value }>(sql, [nameOf(table)]);
      await connection.query("COMMIT");
      return found.rows[0]?.value;
    },
  );
}

/** A table that is looked after. */
export interface Table {
  readonly schema: string;
  readonly name: string;
}

/** Its name in SQL, for a parameter that is a regclass. */
export function nameOf({ schema, name }: Table): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

/**
 * Does the same for each table that is looked after. One that fails keeps no other from its turn.
 *
 * @throws AggregateError of all failures, after the last table
 */
export async function forEachParent(
  session: Session,
  work: (table: Table) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const tables = await rawClient(session.connection).$queryRawUnsafe<Table[]>(
    `SELECT schema_name AS schema, table_name AS name FROM partitions.parents ORDER BY 1, 2`,
  );
  for (const table of tables) {
    if (session.signal?.aborted) break;
    await work(table).catch((failure) => failures.push(failure));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map((one) => (one as Error).message).join("\n"));
}
