import pg from "pg";

/** Runs `body` with a pool of one connection, which is what pg-delta works on. */
export async function withPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A query that is under way fails by itself; a connection lost at rest is no failure.
  pool.on("error", () => {});
  try {
    return await body(pool);
  } finally {
    await pool.end();
  }
}
