import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { connectionConfig } from "../connection/connection-config.js";

/** A program of PostgreSQL's that prints schemas, as new as the server or newer; or why there is none. */
export type PgDump = FoundPgDump | NoPgDump;

export interface FoundPgDump {
  readonly code: "found";
  readonly program: string;
  /** Such as 15.18. */
  readonly version: string;
}

/** None on this machine, or one that refuses the server. */
export type NoPgDump =
  | { readonly code: "absent" }
  | { readonly code: "older"; readonly version: string; readonly server: string };

/** A session whose server is asked for its version, and the URL by which it was reached. */
export interface AskedServer {
  readonly url: string;
  query<Row>(sql: string): Promise<Row[]>;
}

/** The pg_dump of the PATH, or the one beside the server where that is on this machine. */
export async function findPgDump(session: AskedServer, env = process.env): Promise<PgDump> {
  const server = await readServer(session);
  const programs = ["pg_dump", ...(server.folder ? [join(server.folder, "pg_dump")] : [])];
  const versions = await Promise.all(programs.map((program) => versionOf(program, env)));
  const found = programs.flatMap((program, at): FoundPgDump[] => {
    const version = versions[at];
    return version === undefined ? [] : [{ code: "found", program, version }];
  });
  const usable = found.find(({ version }) => majorOf(version) >= majorOf(server.version));
  if (usable) return usable;
  const [older] = found;
  return older
    ? { code: "older", version: older.version, server: server.version }
    : { code: "absent" };
}

interface Server {
  readonly version: string;
  /** Of its programs; null where it is elsewhere, or the login may not ask. */
  readonly folder: string | null;
}

async function readServer(session: AskedServer): Promise<Server> {
  const [server] = await session.query<{ version: string; mayAsk: boolean }>(`
    SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version,
           pg_catalog.has_function_privilege('pg_catalog.pg_config()', 'EXECUTE') AS "mayAsk"`);
  const { version = "", mayAsk = false } = server ?? {};
  if (!mayAsk || !isOnThisMachine(session.url)) return { version, folder: null };
  const [programs] = await session.query<{ folder: string }>(
    "SELECT setting AS folder FROM pg_catalog.pg_config() WHERE name = 'BINDIR'",
  );
  return { version, folder: programs?.folder ?? null };
}

// A server elsewhere names folders of its own machine, and nothing that it names is to be run on this one.
function isOnThisMachine(url: string): boolean {
  const { host = "" } = connectionConfig(url, { applicationName: "", connectTimeoutMs: 0 });
  return host.startsWith("/") || ["localhost", "127.0.0.1", "::1"].includes(host);
}

async function versionOf(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { env });
    return stdout.match(/ (\d+\S*)/)?.[1];
  } catch {
    return undefined;
  }
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
