import {
  type ConnectionConfig,
  connectionConfig,
  openConnection,
  ownSession,
  type Setting,
} from "@deepiri/database";
import pg from "pg";

/** Which database of a server to open, and how its session starts. */
export interface SessionOptions {
  /** A PostgreSQL URL; Prisma's own parameters in it are understood. */
  readonly url: string;
  /** The schema that the search_path consists of; none leaves the server's own default. */
  readonly schema?: string;
  /** Another database on the same server than the URL names. */
  readonly database?: string;
  readonly applicationName?: string;
}

/**
 * The settings of one session: those of every session of our commands, and for an engine the
 * search_path, because the adapter sets none and Prisma's history would land in `public`.
 */
export function sessionConfig(options: SessionOptions): ConnectionConfig {
  return connectionConfig(options.url, {
    applicationName: options.applicationName ?? "deepiri schema-engine",
    connectTimeoutMs: 10_000,
    defaults: ownSession.defaults,
    settings: [...ownSession.settings, ...searchPath(options.schema)],
    database: options.database,
  });
}

/** Finds out whether the server has TLS, where the URL only prefers it: pools do not try twice. */
export async function agreeOnTls(config: ConnectionConfig): Promise<void> {
  if (config.isTlsOptional) await (await openConnection(config)).end();
}

function searchPath(schema: string | undefined): Setting[] {
  return schema === undefined ? [] : [["search_path", pg.escapeIdentifier(schema)]];
}
