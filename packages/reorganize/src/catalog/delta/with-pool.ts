import { withSessionPool } from "@deepiri/database";
import type pg from "pg";
import { applicationName, applySettings } from "../../session/open.js";
import { writable } from "../../session/writable.js";

/** Runs `body` with a pool of one connection like all of ours, which is what pg-delta works on. */
export function withPool<Result>(
  url: string,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  // pg-delta sets a search_path where it reads, and relies on the login's where it writes.
  const prepare = (client: pg.ClientBase) => applySettings(client, { searchPath: "of the login" });
  return withSessionPool(writable(url), { applicationName, prepare }, body);
}

/** A pool of a connection that is open, and stays open: pg-delta asks for nothing more of a pool than this. */
export function poolOf(client: pg.Client): pg.Pool {
  const one = { query: client.query.bind(client), release: () => {} };
  return { connect: async () => one } as unknown as pg.Pool;
}
