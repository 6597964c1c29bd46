import type pg from "pg";
import { RoleUnavailable } from "../connection/connection-error.js";
import { concedeTls } from "../connection/open-connection.js";
import { isRefusedStartUp } from "../connection/own-session.js";
import {
  type ActingConnection,
  type ActingOptions,
  actingConnection,
} from "./acting-connection.js";
import { concedeStartUp } from "./lent-session.js";
import { StatementFailure } from "./statement-failure.js";
import { withListener } from "./with-listener.js";

/**
 * The pool as Prisma's adapter sees it: the same, except that its connections act as the role and
 * every failure is a StatementFailure. The adapter passes such errors on unchanged, where it would
 * strip pg's.
 */
export function guardedPool(pool: pg.Pool, options: ActingOptions): pg.Pool {
  return overlaid(pool, {
    connect: async () => guardedClient(await connect(pool, options)),
    query: async (query: pg.QueryConfig) => {
      const connection = await connect(pool, options);
      try {
        return await withListener(connection.client, () => connection.alone(query));
      } finally {
        await connection.release();
      }
    },
    // The adapter listens once for each client, so many listeners are many clients and no leak.
    on: (event: "error", listener: (error: Error) => void) => withRoom(pool, 1).on(event, listener),
    removeListener: (event: "error", listener: (error: Error) => void) =>
      withRoom(pool, -1).removeListener(event, listener),
  });
}

async function connect(pool: pg.Pool, options: ActingOptions): Promise<ActingConnection> {
  try {
    const client = await connectAsServerAllows(pool);
    return await withListener(client, () => actingConnection(pool, client, options)).catch(
      (error: unknown) => {
        client.release(!(error instanceof RoleUnavailable));
        throw error;
      },
    );
  } catch (error) {
    throw error instanceof StatementFailure ? error : new StatementFailure(error, "connecting");
  }
}

/** The pool's next connection; when the server or a pooler refuses what is asked for, with less. */
async function connectAsServerAllows(pool: pg.Pool): Promise<pg.PoolClient> {
  const asked = pool.options.options;
  try {
    return await pool.connect();
  } catch (error) {
    const isConceded =
      concedeTls(pool.options, error) ||
      concedeStartUp(pool, error) ||
      // Another connection, made at the same time, was refused first.
      (isRefusedStartUp(error) && asked !== pool.options.options);
    if (!isConceded) throw error;
    return connectAsServerAllows(pool);
  }
}

/** The pool, which puts up with so many more listeners before it warns. */
function withRoom(pool: pg.Pool, listeners: number): pg.Pool {
  const most = pool.getMaxListeners();
  // None means that it never warns.
  return most === 0 ? pool : pool.setMaxListeners(most + listeners);
}

function guardedClient(connection: ActingConnection): pg.PoolClient {
  const { client } = connection;
  return overlaid(client, {
    query: (query: pg.QueryConfig) => connection.query(query),
    release: (broken?: Error | boolean) => {
      if (broken) client.release(broken);
      else void connection.release();
    },
  });
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
