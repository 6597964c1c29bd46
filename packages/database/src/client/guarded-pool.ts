import type pg from "pg";
import { RoleUnavailable } from "../connection/connection-error.js";
import { type ActingRole, actAs, noteStatement } from "./acting-role.js";
import { StatementFailure } from "./statement-failure.js";

/** What a guarded pool does beside guarding. */
export interface GuardedPoolOptions {
  readonly role: ActingRole;
  /** Names the server in errors. */
  readonly url: string;
  /** Whether others use the pool too, who must find its connections as they were. */
  readonly isCallers: boolean;
}

/**
 * The pool as Prisma's adapter sees it: the same, except that its connections act as the role and
 * every failure is a StatementFailure. The adapter passes such errors on unchanged, where it would
 * strip pg's.
 */
export function guardedPool(pool: pg.Pool, options: GuardedPoolOptions): pg.Pool {
  const { role, url } = options;
  const connect = async (): Promise<pg.PoolClient> => {
    try {
      const client = await pool.connect();
      await withListener(client, () => actAs(client, role, url)).catch((error: unknown) => {
        client.release(!(error instanceof RoleUnavailable));
        throw error;
      });
      return client;
    } catch (error) {
      throw new StatementFailure(error, "connecting");
    }
  };
  const release = async (client: pg.PoolClient): Promise<void> => {
    if (!options.isCallers) return client.release();
    await withListener(client, () => actAs(client, undefined, url)).then(
      () => client.release(),
      // A connection of which nobody knows as whom it acts is of no use to anyone.
      () => client.release(true),
    );
  };
  return overlaid(pool, {
    connect: async () => guardedClient(await connect(), release),
    query: async (query: pg.QueryConfig) => {
      const client = await connect();
      try {
        return await withListener(client, () => guardedQuery(client, query));
      } finally {
        await release(client);
      }
    },
    // The adapter listens once for each client, so many listeners are many clients and no leak.
    on: (event: "error", listener: (error: Error) => void) => withRoom(pool, 1).on(event, listener),
    removeListener: (event: "error", listener: (error: Error) => void) =>
      withRoom(pool, -1).removeListener(event, listener),
  });
}

/** The pool, which puts up with so many more listeners before it warns. */
function withRoom(pool: pg.Pool, listeners: number): pg.Pool {
  const most = pool.getMaxListeners();
  // None means that it never warns.
  return most === 0 ? pool : pool.setMaxListeners(most + listeners);
}

function guardedClient(
  client: pg.PoolClient,
  release: (client: pg.PoolClient) => Promise<void>,
): pg.PoolClient {
  return overlaid(client, {
    query: (query: pg.QueryConfig) => guardedQuery(client, query),
    release: (broken?: Error | boolean) => {
      if (broken) client.release(broken);
      else void release(client);
    },
  });
}

async function guardedQuery(client: pg.PoolClient, query: pg.QueryConfig) {
  noteStatement(client, query.text);
  try {
    return await client.query(query);
  } catch (error) {
    throw new StatementFailure(error, "statement", query.text);
  }
}

/** Runs `work`, which reports a lost connection itself; the event alone would end the process. */
async function withListener<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  const ignore = () => {};
  client.on("error", ignore);
  try {
    return await work();
  } finally {
    client.removeListener("error", ignore);
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
