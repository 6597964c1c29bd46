import { connectionConfig } from "../connection/connection-config.js";

/** Parameters of a URL that PostgreSQL's own programs take as well, by the variables they read. */
const variables = {
  sslmode: "PGSSLMODE",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  sslrootcert: "PGSSLROOTCERT",
  sslnegotiation: "PGSSLNEGOTIATION",
  channel_binding: "PGCHANNELBINDING",
  connect_timeout: "PGCONNECT_TIMEOUT",
} as const;

/**
 * The environment in which a program of PostgreSQL's connects to the database of `url`. The whole URL is in
 * it, since everybody on the machine may read the arguments of a program, and only its user this.
 */
export function libpqEnvironment(
  url: string,
  applicationName: string,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const { searchParams } = new URL(url);
  const config = connectionConfig(url, { applicationName, connectTimeoutMs: 10_000 });
  const named = Object.entries(variables).flatMap(([name, variable]) => {
    const value = searchParams.get(name);
    return value === null ? [] : [[variable, value === "no-verify" ? "require" : value]];
  });
  return {
    ...withoutPlace(env),
    LC_ALL: "C",
    PGHOST: config.host,
    PGPORT: String(config.port),
    PGUSER: config.user,
    PGDATABASE: config.database,
    PGAPPNAME: config.application_name,
    PGOPTIONS: config.options,
    ...(config.password ? { PGPASSWORD: String(config.password) } : {}),
    ...Object.fromEntries(named),
  };
}

/** Without what would lead libpq, but not us, to another place. */
function withoutPlace(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PGHOSTADDR, PGSERVICE, PGSERVICEFILE, PGTARGETSESSIONATTRS, ...others } = env;
  return others;
}
