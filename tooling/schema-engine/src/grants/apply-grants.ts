import { migratorRole, rolePrefix, sqlState } from "@deepiri/database/without-client";
import type { Database } from "@deepiri/workspace";
import type pg from "pg";
import { type CatalogueObject, readCatalogue } from "./catalogue.js";
import { grantDifference } from "./difference.js";
import { readRights } from "./remembered-rights.js";
import { membershipDifference, roleDifference, roleNames } from "./role-difference.js";
import { readRoles } from "./roles.js";
import type { GrantStatement } from "./statement.js";

/** Rights that a role which is none of the database's own holds on one of its objects. */
export interface StrangerRight {
  readonly grantee: string;
  /** The object as GRANT names it, such as `TABLE "public"."users"`. */
  readonly target: string;
  readonly privileges: readonly string[];
}

/** How the rights of a database stand against the computed ones. */
export interface GrantPlan {
  /** What the server's roles lack. */
  readonly roles: readonly string[];
  /** What owners and rights in this database lack. */
  readonly grants: readonly string[];
  /** The same with what each of them does. */
  readonly statements: readonly GrantStatement[];
  /** Those of both that this login cannot run, as far as that is known before trying. */
  readonly refused: readonly string[];
  /** Whether every role is there. */
  readonly hasRoles: boolean;
  /** Whether the login may become the migrator. */
  readonly mayMigrate: boolean;
  readonly strangers: readonly StrangerRight[];
}

/** What became of the rights of a database. */
export interface GrantOutcome {
  readonly applied: readonly string[];
  /** Statements that an administrator has to run, in this order; empty when all is as computed. */
  readonly refused: readonly string[];
  readonly strangers: readonly StrangerRight[];
  /** Whether migrations can run as the migrator: it owns all there is, and the login may become it. */
  readonly asMigrator: boolean;
}

/** Compares the rights of a database with the computed ones: two queries, and nothing is changed. */
export async function planGrants(client: pg.ClientBase, database: Database): Promise<GrantPlan> {
  const rights = readRights(database);
  const [migrator, prefix] = [migratorRole(database.name), rolePrefix(database.name)];
  const server = await readRoles(client, prefix);
  const catalogue = await readCatalogue(client, rights);
  const grants = grantDifference(rights, catalogue);
  const membership = grants.length > 0 ? membershipDifference(rights, server) : [];
  const roles = [...roleDifference(rights, server), ...membership];
  const existing = new Set(server.roles.map(({ name }) => name));
  const hasRoles = roleNames(rights).every((name) => existing.has(name));
  // Once the roles are there this login can do by itself what it has the owner's rights for.
  const hopeless = grants.filter(({ mayRun }) => hasRoles || !mayRun);
  return {
    roles,
    grants: grants.map(({ sql }) => sql),
    statements: grants,
    refused: [...roles, ...hopeless.map(({ sql }) => sql)],
    hasRoles,
    mayMigrate: server.roles.some(({ name, maySet }) => name === migrator && maySet),
    strangers: catalogue.flatMap((object) => strangersOf(object, prefix)),
  };
}

/** Whether there is nothing to be done. */
export function isGranted({ roles, grants }: GrantPlan): boolean {
  return roles.length + grants.length === 0;
}

// Roles may change meanwhile, for they belong to all databases of the server: look, and try again.
const attempts = 3;

/**
 * Makes the roles, owners and rights of a database what they are computed to be. The caller holds the
 * migration lock. What the login may not do is left and told in `refused`; the rest is done, but
 * nothing is taken from anyone while a role is missing.
 */
export async function applyGrants(
  client: pg.ClientBase,
  database: Database,
): Promise<GrantOutcome> {
  const applied: string[] = [];
  let plan = await planGrants(client, database);
  for (let attempt = 0; attempt < attempts && !isGranted(plan); attempt += 1) {
    const before = applied.length;
    if (plan.roles.length > 0) {
      applied.push(...(await runStatements(client, plan.roles)));
      plan = await planGrants(client, database);
    }
    if (!plan.hasRoles) continue;
    applied.push(...(await runStatements(client, plan.grants)));
    plan = await planGrants(client, database);
    if (applied.length === before) break;
  }
  return outcomeOf(plan, applied);
}

/** A plan as the outcome of what led to it. */
export function outcomeOf(
  { refused, strangers, mayMigrate, grants }: GrantPlan,
  applied: readonly string[] = [],
): GrantOutcome {
  return { applied, refused, strangers, asMigrator: mayMigrate && grants.length === 0 };
}

// Somebody else did it at the same moment, or it is not for this login to do.
const passedOver: readonly unknown[] = [
  sqlState.uniqueViolation,
  sqlState.insufficientPrivilege,
  sqlState.undefinedObject,
  sqlState.duplicateObject,
  // "tuple concurrently updated" has no code of its own.
  sqlState.internalError,
];

/** Runs all of them at once, or one by one when that is refused; returns those that were run. */
async function runStatements(
  client: pg.ClientBase,
  statements: readonly string[],
): Promise<readonly string[]> {
  if (statements.length === 0) return [];
  try {
    await client.query(statements.join(";\n"));
    return statements;
  } catch (error) {
    if (!isPassedOver(error)) throw error;
  }
  const done: string[] = [];
  for (const sql of statements) {
    try {
      await client.query(sql);
      done.push(sql);
    } catch (error) {
      if (!isPassedOver(error)) throw error;
    }
  }
  return done;
}

function isPassedOver(error: unknown): boolean {
  return passedOver.includes((error as pg.DatabaseError).code);
}

function strangersOf({ target, column, held }: CatalogueObject, prefix: string): StrangerRight[] {
  const strangers = held.filter(({ grantee }) => grantee && !grantee.startsWith(prefix));
  return [...new Set(strangers.map(({ grantee }) => grantee as string))].map((grantee) => ({
    grantee,
    target,
    privileges: strangers
      .filter((right) => right.grantee === grantee)
      .map(({ privilege }) => (column === null ? privilege : `${privilege} ("${column}")`)),
  }));
}
