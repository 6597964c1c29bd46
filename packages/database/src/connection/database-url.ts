import { readFileSync } from "node:fs";
import { brand } from "../brand.js";
import { InvalidDatabaseUrl, NoDatabaseError } from "./connection-error.js";
import { localServerFile } from "./local-server-file.js";
import { assertUrlParameters } from "./url-parameters.js";
import { parseUrl } from "./without-password.js";

/** Where `databaseUrl` looks; the process's own environment and folder if left out. */
export interface DatabaseUrlOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Which of the workspace's databases is meant. */
export interface DatabaseChoice {
  /** Its name; the default database if left out. */
  readonly database?: string;
  /** Key of a package that belongs to it, and so may have been sent elsewhere by a variable of its own. */
  readonly package?: string;
}

/**
 * The URL of a database of the workspace: `<PACKAGE>_DATABASE_URL` (task-orchestrator:
 * TASK_ORCHESTRATOR_DATABASE_URL), else `<DATABASE>_DATABASE_URL`, else DATABASE_URL for the default
 * database alone, else the recorded embedded server. Does not connect. Throws NoDatabaseError when there
 * is none of them, InvalidDatabaseUrl for a bad one, or one with a parameter that has no effect.
 */
export function databaseUrl(choice: DatabaseChoice = {}, options: DatabaseUrlOptions = {}): string {
  const given = setVariable(choice, options.env);
  if (given) return checked(given.url, given.variable);
  const file = localServerFile(options.cwd);
  const url = recordedUrl(file);
  if (url !== undefined) return onServer(checked(url, file), choice.database);
  const variables = variablesFor(choice);
  throw new NoDatabaseError(
    `No database: ${variables.join(", ")} unset and no embedded server recorded. ` +
      `Run \`pnpm db:up\` to start one, or set ${variables.at(-1)}.`,
  );
}

/** The variable that says where that database is; undefined when the embedded server is meant. */
export function databaseVariable(
  choice: DatabaseChoice = {},
  { env }: Pick<DatabaseUrlOptions, "env"> = {},
): string | undefined {
  return setVariable(choice, env)?.variable;
}

/** The variable that says where a database is, or sends one package elsewhere. */
export function urlVariable(name: string): string {
  return `${name.replaceAll("-", "_").toUpperCase()}_DATABASE_URL`;
}

function setVariable(choice: DatabaseChoice, env: NodeJS.ProcessEnv = process.env) {
  for (const variable of variablesFor(choice)) {
    const url = env[variable]?.trim();
    if (url) return { variable, url };
  }
  return undefined;
}

function variablesFor({ package: key, database = brand.name }: DatabaseChoice): string[] {
  const own = [...(key === undefined ? [] : [urlVariable(key)]), urlVariable(database)];
  return [...new Set(own), ...(database === brand.name ? ["DATABASE_URL"] : [])];
}

// All databases of the workspace stand side by side on the embedded server, under their own names.
function onServer(url: string, database = brand.name): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
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
