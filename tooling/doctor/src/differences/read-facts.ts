import { connectionConfig, openConnection } from "@deepiri/database";
import type { FactBase } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import type pg from "pg";
import { applicationName } from "../session/session.js";

/** All that pg-delta knows of the database at this URL. One transaction that only reads, on a connection of its own. */
export async function readFacts(url: string, statementTimeoutMs: number): Promise<FactBase> {
  const client = await openConnection(
    connectionConfig(url, { applicationName, connectTimeoutMs: 10_000 }),
  );
  try {
    const { factBase } = await extract(poolOf(client), { statementTimeoutMs });
    return factBase;
  } finally {
    await client.end();
  }
}

const lockLimit = "SET LOCAL lock_timeout = '1s'";

/** The connection as the pool that pg-delta wants, with our limit in each of its transactions. */
function poolOf(client: pg.Client): pg.Pool {
  const query = async (...args: Parameters<pg.Client["query"]>) => {
    const result = await client.query(...args);
    if (typeof args[0] === "string" && args[0].startsWith("BEGIN")) await client.query(lockLimit);
    return result;
  };
  const lent = new Proxy(client, {
    get: (target, name) => {
      if (name === "query") return query;
      if (name === "release") return () => {};
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { connect: async () => lent, query } as unknown as pg.Pool;
}
