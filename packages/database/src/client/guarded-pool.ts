import type pg from "pg";
import { StatementFailure } from "./statement-failure.js";

/**
 * The pool as Prisma's adapter sees it: the same, except that every failure is a StatementFailure. The
 * adapter passes such errors on unchanged, where it would strip pg's.
 */
export function guardedPool(pool: pg.Pool): pg.Pool {
  const connect = async () => {
    try {
      return await pool.connect();
    } catch (error) {
      throw new StatementFailure(error, "connecting");
    }
  };
  return overlaid(pool, {
    connect: async () => guardedClient(await connect()),
    query: async (query: pg.QueryConfig) => {
      const client = await connect();
      // A lost connection is reported by the query; the event alone would end the process.
      const ignore = () => {};
      client.on("error", ignore);
      try {
        return await guardedQuery(client, query);
      } finally {
        client.removeListener("error", ignore);
        client.release();
      }
    },
  });
}

function guardedClient(client: pg.PoolClient): pg.PoolClient {
  return overlaid(client, { query: (query: pg.QueryConfig) => guardedQuery(client, query) });
}

async function guardedQuery(client: pg.PoolClient, query: pg.QueryConfig) {
  try {
    return await client.query(query);
  } catch (error) {
    throw new StatementFailure(error, "statement", query.text);
  }
}

/** The object with some methods replaced; still an instance of its class, as the adapter checks. */
function overlaid<T extends object>(object: T, methods: Record<string, unknown>): T {
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === "string" && Object.hasOwn(methods, key)) return methods[key];
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
