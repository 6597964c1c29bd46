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
