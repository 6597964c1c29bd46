import type pg from "pg";
import { brand } from "../brand.js";
import { quoteIdentifier } from "../sql/quote-identifier.js";
import type { ConnectionWishes } from "./connection-config.js";
import { type ConnectionError, PoolerBetween, RulesSuspended } from "./connection-error.js";
import { explainConnectionFailure } from "./explain-connection-failure.js";
import { exchangeFormat, type Setting } from "./setting.js";
import { withoutSettingsOfOthers } from "./settings-of-others.js";
import { targetOf } from "./target-of.js";

/** Sent in the start-up packet and asked for afterwards: it is there only if the packet arrived. */
const mark: Setting = [`${brand.name}.session`, "own"];

/**
 * How a session of our commands starts: as on a server where nobody has set anything. No limit of a
 * role or database ends a long migration, and none of their settings changes what a statement means.
 */
export const ownSession: Required<Pick<ConnectionWishes, "defaults" | "settings">> = {
  defaults: [
    ["search_path", '"$user", public'],
    ["default_transaction_isolation", "read committed"],
    ["default_transaction_deferrable", "off"],
    ["statement_timeout", "0"],
    ["lock_timeout", "0"],
    ["idle_in_transaction_session_timeout", "0"],
    ["idle_session_timeout", "0"],
    // What reads the catalogues has many parts, and compiling them would take longer than they run.
    ["jit", "off"],
  ],
  settings: [...exchangeFormat, mark],
};

/**
 * Resolves when the connection is a session of PostgreSQL that started as ownSession says and stays
 * ours; puts back what could not be put back at its start.
 *
 * @throws PoolerBetween when a pooler lends the session, so that the next statement may meet another
 * @throws RulesSuspended when no foreign key and no trigger acts in it, and the login may not change that
 */
export async function assertOwnSession(client: pg.ClientBase, url: string): Promise<void> {
  if (!(await isOwnSession(client))) throw poolerBetween(url);
  const answers: unknown = await client.query(
    `${withoutSettingsOfOthers};
     SELECT current_user AS login, pg_catalog.current_setting('session_replication_role') AS role`,
  );
  const [, { rows }] = answers as [pg.QueryResult, pg.QueryResult<Rules>];
  const [{ role, login }] = rows as [Rules];
  if (role !== "origin") throw rulesSuspended(url, role, login);
}

// PgBouncer's words, and those of Amazon's RDS Proxy.
const refusals = /unsupported startup parameter|doesn't support command-line options/i;

/** What a pooler says to a start-up packet with settings, which it could not pass on. */
export function isRefusedStartUp(error: unknown): boolean {
  return refusals.test((error as Error | undefined)?.message ?? "");
}

/** As explainConnectionFailure, for a session that has to be our own: a pooler is no place for it. */
export function explainOwnSessionFailure(error: unknown, url: string): ConnectionError {
  return isRefusedStartUp(error) ? poolerBetween(url, error) : explainConnectionFailure(error, url);
}

function poolerBetween(url: string, cause?: unknown): PoolerBetween {
  const target = targetOf(url);
  return new PoolerBetween(
    `At ${target.host}:${target.port} a connection pooler such as PgBouncer stands before database "${target.database}" and lends its sessions, for a transaction at a time or without the settings asked for. This needs a session of its own, for its settings, role and locks: put the direct URL, that of PostgreSQL itself (its own host and port, often 5432), into the variable of the same name with DIRECT_ before it, such as DIRECT_DATABASE_URL.`,
    { target, cause },
  );
}

/** Whether foreign keys and triggers act for the login. */
interface Rules {
  readonly login: string;
  readonly role: string;
}

function rulesSuspended(url: string, value: string, login: string): RulesSuspended {
  const target = targetOf(url);
  return new RulesSuspended(
    `Sessions of ${login} in database "${target.database}" start with session_replication_role = ${value}, in which foreign keys and triggers do not act, and the login may not change it. Take it back with ALTER ROLE … or ALTER DATABASE … RESET session_replication_role, or let the login: GRANT SET ON PARAMETER session_replication_role TO ${quoteIdentifier(login)}.`,
    { target },
  );
}

async function isOwnSession(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.current_setting('${mark[0]}', true) AS mark`,
  );
  // A proxy that only hides the server's process still passes the start-up packet on.
  return rows[0].mark === mark[1] || rows[0].pid === serverProcess(client);
}

/**
 * The server process that the connection was told to cancel its statements by; undefined when none
 * was. A pooler tells a number of its own.
 */
export function serverProcess(client: pg.ClientBase): number | undefined {
  return (client as { processID?: number | null }).processID ?? undefined;
}
