import type pg from "pg";
import { RoleUnavailable } from "../connection/connection-error.js";
import { targetOf } from "../connection/target-of.js";
import { packageRole } from "../role/package-role.js";
import { quoteIdentifier } from "../sql/quote-identifier.js";
import { sqlState } from "../sql/sqlstate.js";
import type { ClientOptions, ClientPackage } from "./client-options.js";

/** The role a client acts as, or undefined to act as the login itself. */
export type ActingRole = string | undefined;

/** What the options and the environment say: the package's role, in production the login. */
export function actingRole(
  { key, database }: ClientPackage,
  { role }: Pick<ClientOptions, "role">,
  env: NodeJS.ProcessEnv = process.env,
): ActingRole {
  if (role !== undefined) return role === false ? undefined : role;
  return env.NODE_ENV === "production" ? undefined : packageRole(key, database);
}

const unknown = Symbol("a role that a statement may have changed");

// Clients of different roles share a pool, so what a connection last acted as is remembered here. One
// that is not in the map acts as it did when it was opened.
const acting = new WeakMap<pg.ClientBase, ActingRole | typeof unknown>();

/**
 * Makes a connection act as the role; asks the server only when it last acted as another. The role
 * belongs to the session, so this must happen outside of a transaction, which could take it back.
 *
 * @throws RoleUnavailable when there is no such role, or the login may not become it
 */
export async function actAs(client: pg.ClientBase, role: ActingRole, url: string): Promise<void> {
  if (acting.get(client) === role) return;
  try {
    const change = role === undefined ? "RESET ROLE" : `SET ROLE ${quoteIdentifier(role)}`;
    const isUnknown = acting.get(client) === unknown;
    await client.query(isUnknown ? `RESET SESSION AUTHORIZATION; ${change}` : change);
    acting.set(client, role);
  } catch (error) {
    throw explainRole(error, role, url);
  }
}

// Our own settings of the request context, each local to its transaction.
const ownSettings = /pg_catalog\.set_config\(\$\d+, \$\d+, true\)/g;
const changing = /\brole\b|\bauthorization\b|\bset_config\b|\bdiscard\b|\breset\b/i;

/** Notes that a statement is sent after which the connection may act as another role. */
export function noteStatement(client: pg.ClientBase, sql: string): void {
  if (changing.test(sql.replaceAll(ownSettings, ""))) acting.set(client, unknown);
}

/** The refusal of a role as RoleUnavailable; any other error comes back unchanged. */
export function explainRole(error: unknown, role: ActingRole, url: string): unknown {
  const { code } = (error ?? {}) as { code?: string };
  const target = targetOf(url);
  const database = `database "${target.database}" on ${target.host}:${target.port}`;
  const details = { target, sqlstate: code, cause: error };
  if (code === sqlState.invalidParameterValue) {
    return new RoleUnavailable(
      `There is no role "${role}" at ${database}. Type \`pnpm db:migrate\`, which makes the roles; or pass role: false to act as user "${target.user}".`,
      details,
    );
  }
  if (code === sqlState.insufficientPrivilege) {
    return new RoleUnavailable(
      `User "${target.user}" may not act as role "${role}" at ${database}. Let an administrator run GRANT ${quoteIdentifier(role ?? "")} TO ${quoteIdentifier(target.user)}; or pass role: false to act as that user.`,
      details,
    );
  }
  return error;
}
