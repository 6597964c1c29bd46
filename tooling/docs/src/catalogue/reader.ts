import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import type pg from "pg";

/** Milliseconds that a statement waits for a lock on a live database. */
const lockTimeoutMs = 3_000;

/** Asks a database, and can change nothing there. */
export interface Reader {
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Runs `body` with a session that only reads, and in which no name is found without its schema. */
export async function withReader<Result>(
  url: string,
  body: (reader: Reader, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, {
    applicationName: `${brand.name} docs`,
    onlyReads: true,
  });
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query(sql, [...values])).rows as Row[];
  try {
    await client.query(
      `SET default_transaction_read_only = on; SET search_path = ''; SET lock_timeout = ${lockTimeoutMs}`,
    );
    return await body({ query }, client);
  } finally {
    await client.end();
  }
}
