import { InvalidDatabaseUrl } from "./connection-error.js";
import { parseUrl } from "./without-password.js";

type Accepts = true | RegExp;

/** Parameters with an effect: libpq's, Prisma's and pg's own. */
const honoured: Readonly<Record<string, Accepts>> = {
  host: true,
  port: true,
  user: true,
  password: true,
  application_name: true,
  fallback_application_name: true,
  options: true,
  connect_timeout: /^\d+$/,
  pool_timeout: /^\d+$/,
  connection_limit: /^[1-9]\d*$/,
  max_idle_connection_lifetime: /^\d+$/,
  max_connection_lifetime: /^\d+$/,
  sslmode: /^(disable|allow|prefer|require|verify-ca|verify-full|no-verify)$/,
  sslaccept: /^(strict|accept_invalid_certs)$/,
  ssl: true,
  sslcert: true,
  sslkey: true,
  sslrootcert: true,
  sslnegotiation: /^(postgres|direct)$/,
  uselibpqcompat: true,
  channel_binding: /^(disable|prefer|require)$/,
};

/** Parameters that ask for what is done anyway, with the values that do. */
const given: Readonly<Record<string, Accepts>> = {
  schema: /^public$/,
  pgbouncer: true,
  statement_cache_size: true,
  single_use_connections: /^false$/,
  client_encoding: /^(utf-?8|auto)$/i,
  gssencmode: /^(disable|prefer)$/,
  target_session_attrs: /^(any|read-write|primary|prefer-standby)$/,
  load_balance_hosts: /^disable$/,
  keepalives: /^1$/,
  keepalives_idle: true,
  keepalives_interval: true,
  keepalives_count: true,
};

/** Why a parameter cannot do what it asks for, and what does. */
const instead: Readonly<Record<string, string>> = {
  schema: "every table is named with its schema, which `@@schema` in the Prisma files says",
  socket_timeout:
    "statementTimeoutMs of the client, or options=-c%20statement_timeout=30s, limits statements",
  connect_timeout: "it takes whole seconds",
  pool_timeout: "it takes whole seconds",
  connection_limit: "it takes a whole number from 1",
  sslmode: "it takes disable, prefer, require, verify-ca or verify-full",
  sslidentity: "use sslcert=FILE&sslkey=FILE",
  target_session_attrs: "the platform writes, so the URL has to lead to the primary",
  client_encoding: "UTF-8 is what is spoken",
};

/**
 * Refuses a URL with a parameter that would be ignored.
 *
 * @param source where the URL comes from, such as DATABASE_URL
 * @throws InvalidDatabaseUrl which names the parameter
 */
export function assertUrlParameters(url: string, source: string): void {
  for (const [name, value] of parseUrl(url)?.searchParams ?? []) {
    if (accepts(honoured[name], value) || accepts(given[name], value)) continue;
    const reason = instead[name];
    // The value of what is unknown may be anybody's secret.
    const shown = reason === undefined ? name : `${name}=${value}`;
    throw new InvalidDatabaseUrl(
      `${source} has the parameter "${shown}", which has no effect here${reason ? `: ${reason}` : ""}. Take it out of the URL.`,
    );
  }
}

function accepts(accepted: Accepts | undefined, value: string): boolean {
  return accepted === true || (accepted?.test(value) ?? false);
}
