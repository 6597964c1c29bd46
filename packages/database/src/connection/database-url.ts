import { readFileSync } from "node:fs";
import { InvalidDatabaseUrl, NoDatabaseError } from "./connection-error.js";
import { localServerFile } from "./local-server-file.js";
import { assertUrlParameters } from "./url-parameters.js";
import { parseUrl } from "./without-password.js";

/** Where `databaseUrl` looks; the process's own environment and folder if left out. */
export interface DatabaseUrlOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/**
 * The URL of the database for a package: `<KEY>_DATABASE_URL` (task-orchestrator:
 * TASK_ORCHESTRATOR_DATABASE_URL), else DATABASE_URL, else the recorded embedded server. Does not
 * connect. Throws NoDatabaseError when there is none of them, InvalidDatabaseUrl for a bad
 * one, or one with a parameter that has no effect.
 */
export function databaseUrl(key?: string, options: DatabaseUrlOptions = {}): string {
  const env = options.env ?? process.env;
  for (const variable of variablesFor(key)) {
    const url = env[variable]?.trim();
    if (url) return checked(url, variable);
  }
  const file = localServerFile(options.cwd);
  const url = recordedUrl(file);
  if (url !== undefined) return checked(url, file);
  throw new NoDatabaseError(
    `No database: ${variablesFor(key).join(" and ")} unset and no embedded server recorded. ` +
      "Run `pnpm db:up` to start one, or set DATABASE_URL.",
  );
}

/** The variable that sends one package to a database of its own. */
export function urlVariable(key: string): string {
  return `${key.replaceAll("-", "_").toUpperCase()}_DATABASE_URL`;
}

function variablesFor(key: string | undefined): string[] {
  return key === undefined ? ["DATABASE_URL"] : [urlVariable(key), "DATABASE_URL"];
}

function recordedUrl(file: string): string | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(file, "utf8"));
    const url = (record as { url?: unknown } | null)?.url;
    return typeof url === "string" ? url : undefined;
  } catch {
    // Absent, or half written by a server that is just starting: there is no server to use yet.
    return undefined;
  }
}

function checked(url: string, source: string): string {
  const protocol = parseUrl(url)?.protocol;
  if (protocol === "postgresql:" || protocol === "postgres:") {
    assertUrlParameters(url, source);
    return url;
  }
  throw new InvalidDatabaseUrl(
    `${source} is not a PostgreSQL URL. Write postgresql://user:password@host:5432/database, ` +
      "with / # ? @ : % in the password percent-encoded.",
  );
}
