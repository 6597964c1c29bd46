import { brand } from "@deepiri/database/brand";
import { connectOnce, withSessionPool } from "@deepiri/database/without-client";
import type pg from "pg";

const applicationName = `${brand.name} history`;

// Nobody who looks waits long for whoever changes what is looked at.
const onlyReading =
  "SET default_transaction_read_only = on; SET lock_timeout = '10s'; SET search_path = ''";

/** Runs `body` with a session that only reads, and in which the server writes every name with its schema. */
export async function reading<Result>(
  url: string,
  body: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName, onlyReads: true });
  try {
    await client.query(onlyReading);
    return await body(client);
  } finally {
    await client.end();
  }
}

/** The same with a pool of one session, which is what pg-delta takes. */
export function readingPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const prepare = (client: pg.ClientBase) => client.query(onlyReading);
  return withSessionPool(url, { applicationName, prepare }, body);
}
