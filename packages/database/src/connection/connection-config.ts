import pg from "pg";
import { InvalidDatabaseUrl } from "./connection-error.js";
import { type Setting, startUpOptions } from "./setting.js";
import { parseUrl } from "./without-password.js";

/** What a connection is to be beside what its URL says. */
export interface ConnectionWishes {
  /** Shown in pg_stat_activity, unless the URL names one. */
  readonly applicationName: string;
  /** Milliseconds, unless the URL says; 0 is no limit. */
  readonly connectTimeoutMs: number;
  /** Settings that the session starts with, unless the URL's own `options` say otherwise. */
  readonly defaults?: readonly Setting[];
  /** Settings that the session starts with in any case. */
  readonly settings?: readonly Setting[];
  /** Another database on the same server. */
  readonly database?: string | undefined;
}

/** The one-connection part of a pg configuration; `isTlsOptional` for what libpq calls prefer. */
export interface ConnectionConfig extends pg.ClientConfig {
  readonly isTlsOptional?: boolean;
}

/**
 * The URL as pg's fields, with every parameter that has an effect. Discrete fields, since a connection
 * string would win over any field beside it. Throws InvalidDatabaseUrl when a file that the URL names
 * is not there.
 */
export function connectionConfig(url: string, wishes: ConnectionWishes): ConnectionConfig {
  const parameters = parseUrl(url)?.searchParams ?? new URLSearchParams();
  const isTlsOptional = /^(allow|prefer)$/.test(parameters.get("sslmode") ?? "");
  const parsed = parse(url);
  // Of two values for a setting the server takes the later one.
  const options = [
    startUpOptions(wishes.defaults ?? []),
    parameters.get("options"),
    startUpOptions(wishes.settings ?? []),
  ];
  const config = {
    host: parsed.host,
    port: parsed.port,
    user: parsed.user,
    database: wishes.database ?? parsed.database,
    ssl: parsed.ssl,
    sslnegotiation: parsed.sslNegotiation,
    enableChannelBinding: /^(prefer|require)$/.test(parameters.get("channel_binding") ?? ""),
    application_name: parameters.get("application_name") ?? wishes.applicationName,
    connectionTimeoutMillis: seconds(parameters, "connect_timeout") ?? wishes.connectTimeoutMs,
    options: options.filter((option) => option).join(" "),
    isTlsOptional,
  };
  // Not enumerable, so that printing the configuration does not print it.
  return Object.defineProperty(config, "password", {
    value: parsed.password,
    writable: true,
  }) as ConnectionConfig;
}

/** The value of a parameter in seconds, as milliseconds. */
export function seconds(parameters: URLSearchParams, name: string): number | undefined {
  const value = parameters.get(name);
  return value === null ? undefined : Number(value) * 1000;
}

function parse(url: string): ParsedClient {
  try {
    return new pg.Client({ connectionString: forPg(url) }) as unknown as ParsedClient;
  } catch (cause) {
    const { code, path } = cause as NodeJS.ErrnoException;
    const reason =
      path === undefined
        ? "write / # ? @ : % in its parts percent-encoded"
        : `its certificate file "${path}" gives ${code}`;
    throw new InvalidDatabaseUrl(`The database URL cannot be read: ${reason}.`);
  }
}

interface ParsedClient extends Omit<pg.Client, "ssl"> {
  readonly ssl: boolean | object;
  readonly sslNegotiation: "postgres" | "direct";
}

/** The URL with its ways to ask for TLS without looking at the certificate in pg's one word for it. */
function forPg(url: string): string {
  const changed = parseUrl(url);
  if (changed === undefined) return url;
  const parameters = changed.searchParams;
  const isLax = parameters.get("sslaccept") === "accept_invalid_certs";
  const mode = parameters.get("sslmode");
  if (mode === "allow" || mode === "prefer" || (mode === "require" && isLax))
    parameters.set("sslmode", "no-verify");
  return changed.href;
}
