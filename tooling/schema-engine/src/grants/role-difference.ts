import { migratorRole, quoteIdentifier } from "@deepiri/database/without-client";
import type { Rights } from "./rights.js";
import type { ServerRole, ServerRoles } from "./roles.js";

/**
 * The statements that make a database's roles what they should be: there, without an attribute that
 * passes over rights, and package roles without another role's rights.
 */
export function roleDifference(rights: Rights, server: ServerRoles): string[] {
  const existing = new Map(server.roles.map((role) => [role.name, role]));
  return roleNames(rights).flatMap((name) => {
    const role = existing.get(name);
    return role ? mending(role, rights, server.version) : creation(name, server);
  });
}

/** Every role that the database calls for. */
export function roleNames({ database, holders }: Rights): string[] {
  return [migratorRole(database), ...holders.map(({ role }) => role)];
}

/** What a login lacks to own objects as the migrator does; nothing for one that may become it. */
export function membershipDifference(
  { database }: Rights,
  { login, roles }: ServerRoles,
): string[] {
  const migrator = roles.find(({ name }) => name === migratorRole(database));
  return migrator && !migrator.maySet ? [membership(migrator.name, login)] : [];
}

function creation(name: string, { login, isSuperuser }: ServerRoles): string[] {
  const create = `CREATE ROLE ${quoteIdentifier(name)} NOLOGIN`;
  // Whoever migrates makes objects as the migrator, and in development acts as each package.
  return isSuperuser ? [create] : [create, membership(name, login)];
}

function membership(role: string, login: string): string {
  return `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(login)}`;
}

function mending(
  { name, attributes, memberOf }: ServerRole,
  { database }: Rights,
  version: number,
): string[] {
  const without = attributes.map((attribute) => `NO${attribute}`).join(" ");
  const memberships = name === migratorRole(database) ? [] : memberOf;
  return [
    ...(without ? [`ALTER ROLE ${quoteIdentifier(name)} ${without}`] : []),
    ...memberships.map(({ role, grantor }) => {
      // Since 16 the same membership can be given by several, and each takes back his own.
      const by = version < 160_000 ? "" : ` GRANTED BY ${quoteIdentifier(grantor)}`;
      return `REVOKE ${quoteIdentifier(role)} FROM ${quoteIdentifier(name)}${by} CASCADE`;
    }),
  ];
}
