import type pg from "pg";
import { quoteIdentifier } from "../sql/quote-identifier.js";
import { type ActingRole, explainRole } from "./acting-role.js";

/** On whose behalf a connection's statements run. */
export interface Acting {
  readonly role: ActingRole;
  /**
   * What `app.tenant` is; empty is no tenant, and undefined what it was when the connection was opened,
   * for packages without tenants.
   */
  readonly tenant: string | undefined;
}

/** As the connection was when it was opened. */
export const asOpened: Acting = { role: undefined, tenant: undefined };

const unknown = Symbol("what a statement may have changed");

// Clients of different roles and requests of different tenants share a pool, so what a connection last
// acted as is remembered here. One that is not in the map acts as it did when it was opened.
const last = new WeakMap<pg.ClientBase, Acting | typeof unknown>();

/**
 * Makes a connection act so; asks the server only for what differs from the last time, in one round
 * trip. It belongs to the session, so this must happen outside of a transaction, which could take it back.
 *
 * @throws RoleUnavailable when there is no such role, or the login may not become it
 */
export async function actAs(client: pg.ClientBase, acting: Acting, url: string): Promise<void> {
  const changes = changesTo(acting, last.get(client) ?? asOpened);
  if (changes.length === 0) return;
  try {
    await client.query(changes.join("; "));
    last.set(client, acting);
  } catch (error) {
    throw explainRole(error, acting.role, url);
  }
}

function changesTo({ role, tenant }: Acting, before: Acting | typeof unknown): string[] {
  const toRole = role === undefined ? "RESET ROLE" : `SET ROLE ${quoteIdentifier(role)}`;
  const toTenant = tenant === undefined ? "RESET app.tenant" : `SET ${settingOfTenant(tenant)}`;
  if (before === unknown) return ["RESET SESSION AUTHORIZATION", toRole, toTenant];
  return [
    ...(role === before.role ? [] : [toRole]),
    ...(tenant === before.tenant ? [] : [toTenant]),
  ];
}

/** The setting of a tenant as SET and SET LOCAL take it. */
export function settingOfTenant(tenant: string): string {
  // Right however the session reads backslashes.
  const text = tenant.replaceAll("\\", "\\\\").replaceAll("'", "''");
  return `app.tenant = E'${text}'`;
}

// Our own settings of the request context, each local to its transaction.
const ownSettings = /pg_catalog\.set_config\(\$\d+, \$\d+, true\)/g;
const changing =
  /\brole\b|\bauthorization\b|\bapp\b\W*\btenant\b|\bset_config\b|\bdiscard\b|\breset\b/i;
// Whose text does not say what they run.
const hiding = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:do|call)\b/i;

/** Notes that a statement is sent after which the connection may act as somebody else. */
export function noteStatement(client: pg.ClientBase, sql: string): void {
  if (changing.test(sql.replaceAll(ownSettings, "")) || hiding.test(sql)) last.set(client, unknown);
}
