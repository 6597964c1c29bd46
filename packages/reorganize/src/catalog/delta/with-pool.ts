import pg from "pg";
import { applicationName, applySettings } from "../../session/open.js";

/** Runs `body` with a pool of one connection, which is what pg-delta works on. */
export async function withPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: 1,
    // pg-delta sets a search_path where it reads, and relies on the login's where it writes. The pool
    // waits for the promise, although its type does not say so.
    onConnect: (client) => applySettings(client, { searchPath: "of the login" }),
  });
  // A query that is under way fails by itself; a connection lost at rest is no failure.
  pool.on("error", () => {});
  try {
    return await body(pool);
  } finally {
    await pool.end();
  }
}
