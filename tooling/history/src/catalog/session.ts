import {
  assertOwnSession,
  type ConnectionConfig,
  connectionConfig,
  connectOnce,
  openConnection,
  ownSession,
} from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import pg from "pg";

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
export async function readingPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool(await poolConfig(url));
  // A query that is under way fails by itself; a connection lost at rest is no failure.
  pool.on("error", () => {});
  try {
    return await body(pool);
  } finally {
    await pool.end();
  }
}

async function poolConfig(url: string): Promise<pg.PoolConfig> {
  const wishes = { applicationName, connectTimeoutMs: 10_000, ...ownSession };
  const config: ConnectionConfig = connectionConfig(url, wishes);
  // It finds out whether the server has TLS, where the URL only prefers it: a pool does not try twice.
  if (config.isTlsOptional) await (await openConnection(config)).end();
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await assertOwnSession(client, url);
    await client.query(onlyReading);
  };
  // The password cannot be enumerated.
  return Object.assign(config, { onConnect, max: 1 });
}
