import { brand } from "@deepiri/database/brand";
import {
  type ConnectionConfig,
  connectionConfig,
  openConnection,
  ownSession,
  withoutSettingsOfOthers,
} from "@deepiri/database/without-client";

/** Which database of a server to open, and how its session starts. */
export interface SessionOptions {
  /** A PostgreSQL URL; Prisma's own parameters in it are understood. */
  readonly url: string;
  /** Another database on the same server than the URL names. */
  readonly database?: string;
  readonly applicationName?: string;
}

/**
 * The search_path of every migration's statements, as PostgreSQL and Prisma's CLI have it by default.
 * Sessions start with it, so that RESET ALL in a file leads back to it.
 */
export const scriptPath = "public";

/** Undoes whatever a script set in its session, so that the next one starts from the same state. */
export const freshState = `RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; ${withoutSettingsOfOthers}`;

/** The settings of one session: those of every session of our commands, and the path of scripts. */
export function sessionConfig(options: SessionOptions): ConnectionConfig {
  return connectionConfig(options.url, {
    applicationName: options.applicationName ?? `${brand.name} schema-engine`,
    connectTimeoutMs: 10_000,
    defaults: ownSession.defaults,
    settings: [...ownSession.settings, ["search_path", scriptPath]],
    database: options.database,
  });
}

/** Finds out whether the server has TLS, where the URL only prefers it: pools do not try twice. */
export async function agreeOnTls(config: ConnectionConfig): Promise<void> {
  if (config.isTlsOptional) await (await openConnection(config)).end();
}
