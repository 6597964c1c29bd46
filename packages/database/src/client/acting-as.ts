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
  /** What `app.current_user_id` is, likewise; undefined for packages whose rows do not ask who acts. */
  readonly actor: string | undefined;
}

const settings = { tenant: "app.tenant", actor: "app.current_user_id" } as const;

/** As the connection was when it was opened. */
export const asOpened: Acting = { role: undefined, tenant: undefined, actor: undefined };

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

function changesTo(acting: Acting, before: Acting | typeof unknown): string[] {
  const { role } = acting;
  const toRole = role === undefined ? "RESET ROLE" : `SET ROLE ${quoteIdentifier(role)}`;
  const changed = (["tenant", "actor"] as const).filter(
    (one) => before === unknown || acting[one] !== before[one],
  );
  const toSettings = changed.map((one) =>
    acting[one] === undefined ? `RESET ${settings[one]}` : `SET ${assigned(one, acting[one])}`,
  );
  if (before === unknown) return ["RESET SESSION AUTHORIZATION", toRole, ...toSettings];
  return [...(role === before.role ? [] : [toRole]), ...toSettings];
}

/** What a transaction is to begin with, each as SET LOCAL takes it. */
export function actingSettings(acting: Acting): string[] {
  const known = (["tenant", "actor"] as const).filter((one) => acting[one] !== undefined);
  return known.map((one) => assigned(one, acting[one] ?? ""));
}

function assigned(one: keyof typeof settings, value: string): string {
  // Right however the session reads backslashes.
  const text = value.replaceAll("\\", "\\\\").replaceAll("'", "''");
  return `${settings[one]} = E'${text}'`;
}

// Our own settings of the request context, each local to its transaction.
const ownSettings = /pg_catalog\.set_config\(\$\d+, \$\d+, true\)/g;
const changing =
  /\brole\b|\bauthorization\b|\bapp\b\W*\b(?:tenant|current_user_id)\b|\bset_config\b|\bdiscard\b|\breset\b/i;
// Whose text does not say what they run.
const hiding = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:do|call)\b/i;

/** Notes that a statement is sent after which the connection may act as somebody else. */
export function noteStatement(client: pg.ClientBase, sql: string): void {
  if (changing.test(sql.replaceAll(ownSettings, "")) || hiding.test(sql)) last.set(client, unknown);
}
