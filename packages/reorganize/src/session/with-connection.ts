import type pg from "pg";
import { type OpenOptions, open } from "./open.js";

/** Runs `body` with a connection to the database of `url`, and ends it. */
export async function withConnection<Result>(
  url: string,
  options: OpenOptions,
  body: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await open(url, options);
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}
