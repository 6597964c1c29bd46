import type pg from "pg";
import { databaseUrl } from "../connection/database-url.js";
import { assertUrlParameters } from "../connection/url-parameters.js";
import { type ClientOptions, type PlacedPackage, poolSettings } from "./client-options.js";
import { leasePool } from "./shared-pool.js";

/** The pool of a client, how to name its server, and how to give it back. */
export interface ClientConnection {
  readonly pool: pg.Pool;
  readonly url: string;
  /** Whether it is the caller's own, which others may use too. */
  readonly isCallers: boolean;
  release(): Promise<void>;
}

/** A share of the process's pool for these options, or the caller's own pool, which stays open. */
export function connectionFor(
  { key, database, isAtHome }: PlacedPackage,
  options: ClientOptions,
): ClientConnection {
  if (options.pool !== undefined) {
    return {
      pool: options.pool,
      url: urlOf(options.pool),
      isCallers: true,
      release: async () => {},
    };
  }
  if (options.url !== undefined) assertUrlParameters(options.url, "The client's url");
  const url = options.url ?? databaseUrl({ database, ...(isAtHome && { package: key }) });
  return { url, isCallers: false, ...leasePool(poolSettings(url, options)) };
}

function urlOf({ options }: pg.Pool): string {
  if (options.connectionString !== undefined) return options.connectionString;
  const url = new URL("postgresql://localhost");
  url.searchParams.set("host", options.host ?? "localhost");
  if (options.port !== undefined) url.searchParams.set("port", String(options.port));
  if (options.user !== undefined) url.searchParams.set("user", options.user);
  url.pathname = `/${encodeURIComponent(options.database ?? "")}`;
  return url.href;
}
