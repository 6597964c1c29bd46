import pg from "pg";

/** Which database of a server to open, and how its session starts. */
export interface SessionOptions {
  /** A PostgreSQL URL; Prisma's own parameters in it are understood or ignored. */
  readonly url: string;
  /** The schema that the search_path consists of; none leaves the server's default. */
  readonly schema?: string;
  /** Another database on the same server than the URL names. */
  readonly database?: string;
  readonly applicationName?: string;
}

const connectSeconds = 10;

/**
 * The settings of one session.
 *
 * They are discrete fields, since a connection string would win over a `database` beside it. The
 * search_path is part of them, because the adapter sets none and Prisma's history would land in
 * `public`.
 */
export function sessionConfig(options: SessionOptions): pg.ClientConfig {
  const parsed = new pg.Client({ connectionString: options.url });
  const given = new URL(options.url).searchParams;
  return {
    host: parsed.host,
    port: parsed.port,
    user: parsed.user,
    password: parsed.password,
    database: options.database ?? parsed.database,
    ssl: parsed.ssl,
    application_name: options.applicationName ?? "deepiri schema-engine",
    connectionTimeoutMillis: Number(given.get("connect_timeout") ?? connectSeconds) * 1000,
    ...startUpOptions(given.get("options"), options.schema),
  } as pg.ClientConfig;
}

function startUpOptions(given: string | null, schema: string | undefined) {
  const searchPath =
    schema === undefined
      ? undefined
      : `-c search_path=${escapeOption(pg.escapeIdentifier(schema))}`;
  const all = [given, searchPath].filter((option) => option);
  return all.length ? { options: all.join(" ") } : {};
}

function escapeOption(option: string): string {
  return option.replace(/[\\ ]/g, (character) => `\\${character}`);
}
