import { assertOwnSession, connectionConfig, openConnection, ownSession } from "@deepiri/database";
import pg from "pg";
import { applicationName, applySettings } from "../../session/open.js";
import { writable } from "../../session/writable.js";

/** Runs `body` with a pool of one connection like all of ours, which is what pg-delta works on. */
export async function withPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool(await configOf(url));
  // A query that is under way fails by itself; a connection lost at rest is no failure.
  pool.on("error", () => {});
  try {
    return await body(pool);
  } finally {
    await pool.end();
  }
}

async function configOf(url: string): Promise<pg.PoolConfig> {
  const wishes = { applicationName, connectTimeoutMs: 10_000, ...ownSession };
  const config = connectionConfig(writable(url), wishes);
  // It finds out whether the server has TLS, where the URL only prefers it: a pool does not try twice.
  if (config.isTlsOptional) await (await openConnection(config)).end();
  // pg-delta sets a search_path where it reads, and relies on the login's where it writes. The pool
  // waits for the promise, although its type does not say so.
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await assertOwnSession(client, url);
    await applySettings(client, { searchPath: "of the login" });
  };
  // The password cannot be enumerated.
  return Object.assign(config, { onConnect, max: 1 });
}
