import type pg from "pg";
import { RoleUnavailable } from "../connection/connection-error.js";
import { currentContext } from "../context/request-context.js";
import { type Acting, actAs, asOpened, noteStatement } from "./acting-as.js";
import { type ActingRole, explainRole } from "./acting-role.js";
import { beginAs, isLent, runLent } from "./lent-session.js";
import { StatementFailure } from "./statement-failure.js";
import { withListener } from "./with-listener.js";

/** On whose behalf a client uses the connections of a pool. */
export interface ActingOptions {
  readonly role: ActingRole;
  /** Whether its statements, reads too, need the tenant of the request that they are for. */
  readonly hasTenants: boolean;
  /** Likewise its actor. */
  readonly hasActors: boolean;
  /** Names the server in errors. */
  readonly url: string;
  /** Whether others use the pool too, who must find its connections as they were. */
  readonly isCallers: boolean;
}

/** A connection whose statements act as a client's role, for the tenant of the request that got it. Every failure is a StatementFailure. */
export interface ActingConnection {
  readonly client: pg.PoolClient;
  /** Runs a statement of a transaction, or what begins or ends one. */
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
  /** Runs a statement outside of any transaction. */
  alone(query: pg.QueryConfig): Promise<pg.QueryResult>;
  /** Gives the connection back to its pool. */
  release(): Promise<void>;
}

/**
 * Makes a connection act as the role, for the tenant of the request context: for its session, or, where a pooler lends the session, for each
 * transaction.
 *
 * @throws RoleUnavailable when there is no such role, or the login may not become it
 */
export async function actingConnection(
  pool: pg.Pool,
  client: pg.PoolClient,
  options: ActingOptions,
): Promise<ActingConnection> {
  const context = currentContext();
  const acting: Acting = {
    role: options.role,
    tenant: options.hasTenants ? (context?.tenant ?? "") : undefined,
    actor: options.hasActors ? (context?.actor ?? "") : undefined,
  };
  if (await isLent(client)) return lentConnection(pool, client, acting, options.url);
  await actAs(client, acting, options.url);
  return ownConnection(client, options);
}

function ownConnection(client: pg.PoolClient, options: ActingOptions): ActingConnection {
  const query = (query: pg.QueryConfig) => {
    noteStatement(client, query.text);
    return guarded(client, query);
  };
  return {
    client,
    query,
    alone: query,
    release: async () => {
      if (!options.isCallers) return client.release();
      await withListener(client, () => actAs(client, asOpened, options.url)).then(
        () => client.release(),
        // A connection of which nobody knows as whom it acts is of no use to anyone.
        () => client.release(true),
      );
    },
  };
}

function lentConnection(
  pool: pg.Pool,
  client: pg.PoolClient,
  acting: Acting,
  url: string,
): ActingConnection {
  const begin = async () => {
    try {
      return await client.query(beginAs(pool, acting));
    } catch (error) {
      const explained = explainRole(error, acting.role, url);
      const place = explained instanceof RoleUnavailable ? "connecting" : "statement";
      throw new StatementFailure(explained, place, "BEGIN");
    }
  };
  return {
    client,
    query: async (query) => {
      if (query.text !== "BEGIN") return guarded(client, query);
      const results = (await begin()) as unknown as pg.QueryResult[];
      return results[0] as pg.QueryResult;
    },
    alone: (query) => runLent(client, begin, () => guarded(client, query)),
    release: async () => client.release(),
  };
}

async function guarded(client: pg.PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult> {
  try {
    return await client.query(query);
  } catch (error) {
    throw new StatementFailure(error, "statement", query.text);
  }
}
