import { sqlState } from "../sql/sqlstate.js";
import {
  ConnectionError,
  ConnectTimeout,
  DatabaseMissing,
  HostNotFound,
  LoginRefused,
  PoolerBetween,
  ServerNotReady,
  ServerUnreachable,
  type Target,
  TlsFailure,
  TooManyConnections,
} from "./connection-error.js";
import { safeCause } from "./safe-cause.js";
import { targetOf } from "./target-of.js";

const ownServer = "or unset it and run `pnpm db:up` for a local server";

/**
 * The error of a failed pg connection as one clear ConnectionError: which host, port and database,
 * why, and what to do next. An error that is one already comes back as it is. The password of the
 * URL is in no message and in no cause.
 */
export function explainConnectionFailure(error: unknown, url: string): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const target = targetOf(url);
  const code = codeOf(error);
  const details = {
    target,
    sqlstate: code?.length === 5 ? code : undefined,
    cause: safeCause(error, url),
  };
  const [Kind, message] = explanation(code, textOf(error), target);
  return new Kind(message, details);
}

type Explanation = readonly [Kind: typeof ConnectionError, message: string];

function explanation(code: string | undefined, text: string, target: Target): Explanation {
  const address = `${target.host}:${target.port}`;
  const database = `database "${target.database}" on ${address}`;
  switch (code) {
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ENOENT":
    case "EPIPE":
      return [
        ServerUnreachable,
        `No PostgreSQL answers at ${address} (database "${target.database}", ${code}). Start it, or check host and port in DATABASE_URL, ${ownServer}.`,
      ];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [
        HostNotFound,
        `Host "${target.host}" is not known (database "${target.database}", ${code}). Check the host in DATABASE_URL, ${ownServer}.`,
      ];
    case "ETIMEDOUT":
      return [
        ConnectTimeout,
        `${address} did not answer in time (database "${target.database}"). Check that the server runs and no firewall is between, then check DATABASE_URL, ${ownServer}.`,
      ];
    case sqlState.invalidPassword:
    case sqlState.invalidAuthorizationSpecification:
      return [
        LoginRefused,
        `User "${target.user}" may not log in to ${database}: wrong user or password, or no rule in pg_hba.conf lets it in. Correct DATABASE_URL.`,
      ];
    case sqlState.invalidCatalogName:
      return [
        DatabaseMissing,
        `There is no ${database}. Create it with CREATE DATABASE "${target.database.replaceAll('"', '""')}", or correct DATABASE_URL.`,
      ];
    case sqlState.tooManyConnections:
      return [
        TooManyConnections,
        `The server of ${database} has no free connection. Close other clients, lower poolSize, or raise max_connections.`,
      ];
    case sqlState.cannotConnectNow:
    case sqlState.adminShutdown:
      return [
        ServerNotReady,
        `The server of ${database} is starting up or shutting down. Try again in a few seconds.`,
      ];
  }
  return unnamedFailure(code, text, address, database, target);
}

/** Failures that pg or Node report without a code of their own. */
function unnamedFailure(
  code: string | undefined,
  text: string,
  address: string,
  database: string,
  target: Target,
): Explanation {
  // Before the next: what is refused may be called statement_timeout.
  const refused = /unsupported startup parameter(?: in options)?: (\w+)/.exec(text)?.[1];
  if (refused !== undefined) {
    return [
      PoolerBetween,
      `The connection pooler at ${address} (database "${target.database}") refuses the setting "${refused}" at the start of a connection. Take it out of the pool's settings, name it in ignore_startup_parameters of PgBouncer, or put the direct URL, that of PostgreSQL itself, into DATABASE_URL.`,
    ];
  }
  if (/timeout/i.test(text)) return explanation("ETIMEDOUT", text, target);
  if (/SASL|password must be a string/i.test(text)) {
    return [
      LoginRefused,
      `${database} wants a password for user "${target.user}" and DATABASE_URL gives none that fits. Put it in DATABASE_URL.`,
    ];
  }
  if (/SSL|TLS|certificate|self.signed/i.test(`${code} ${text}`)) {
    return [
      TlsFailure,
      `TLS to ${address} failed (database "${target.database}"${code === undefined ? "" : `, ${code}`}). Set sslmode in DATABASE_URL: disable for a server without TLS, sslrootcert=FILE for a private authority.`,
    ];
  }
  if (/terminated unexpectedly|connection terminated/i.test(text)) {
    return explanation("ECONNRESET", text, target);
  }
  return [
    ConnectionError,
    `Cannot connect to ${database}${code === undefined ? "" : ` (${code})`}. Check DATABASE_URL, ${ownServer}.`,
  ];
}

function codeOf(error: unknown): string | undefined {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: unknown };
  if (typeof code === "string") return code;
  // Node tries each address of a host and reports all failures in one AggregateError.
  return Array.isArray(errors)
    ? errors.map(codeOf).find((inner) => inner !== undefined)
    : undefined;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
