import { migratorRole, type RawClient, rawClient } from "@deepiri/database";
import { type TestDatabase, useTestDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { type Appending, append, type TransactionalClient, transactional } from "../src/index.js";

/** For a test file, or for each of its tests: a database of its own and a client on it. */
export function useEventLog(per: "file" | "test" = "test") {
  const database = useTestDatabase("event-log", { per });
  const client: TransactionalClient = {
    $queryRawUnsafe: (...call) => transactional(database.pool).$queryRawUnsafe(...call),
    transaction: (work) => transactional(database.pool).transaction(work),
  };
  return { database, client };
}

/** What to append: so many events "counted" with the numbers from 1, to stream "s" of tenant "a". */
export function counted(events = 1, more: Partial<Appending> = {}): Appending {
  return {
    tenant: "a",
    stream: "s",
    events: Array.from({ length: events }, (_, index) => ({ type: "counted", data: index + 1 })),
    ...more,
  };
}

/** A transaction that has appended and is open. */
export async function held(database: TestDatabase, ...appendings: Appending[]) {
  const connection = await database.pool.connect();
  await connection.query("BEGIN");
  for (const one of appendings) await append(rawClient(connection), one);
  const end = (statement: string) => async () => {
    await connection.query(statement);
    connection.release();
  };
  return { tx: rawClient(connection), commit: end("COMMIT"), rollback: end("ROLLBACK") };
}

/** Runs statements as the role that owns the log, as jobs and migrations do. */
export async function asMigrator<Result>(
  database: TestDatabase,
  work: (client: RawClient, connection: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const connection = await database.owner.connect();
  try {
    await connection.query(`SET ROLE ${migratorRole(database.database)}`);
    return await work(rawClient(connection), connection);
  } finally {
    connection.release(true);
  }
}

/** "s 1", "s 2": stream and version of events. */
export function places(events: readonly { stream: string; version: number }[]): string[] {
  return events.map(({ stream, version }) => `${stream} ${version}`);
}
