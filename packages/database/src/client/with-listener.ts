import type pg from "pg";

/** Runs `work`, which reports a lost connection itself; the event alone would end the process. */
export async function withListener<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  const ignore = () => {};
  client.on("error", ignore);
  try {
    return await work();
  } finally {
    client.removeListener("error", ignore);
  }
}
