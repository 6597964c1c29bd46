import { buildFactBase, type StableId } from "@supabase/pg-delta/core";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { reading } from "../../session/read-only.js";
import { ownSchema } from "../own-schema.js";
import { readFacts } from "./facts.js";

type Facts = Awaited<ReturnType<typeof readFacts>>;

/** What pg-delta knows of the user objects of one database. */
export interface UserObjects {
  readonly facts: Facts;
  /** Roles of the server: they belong to no database, so they are no part of the facts. */
  readonly roles: readonly string[];
}

/**
 * Reads the facts of all user objects of the database: neither roles, nor what a reorganization
 * has in its own schema, nor subscriptions, which would start to replicate wherever they are made.
 */
export async function readUserObjects(url: string): Promise<UserObjects> {
  const all = await readFacts(url);
  const kept = all
    .facts()
    .filter(({ id }) => isUserObject(id))
    .map(withNamedNotNull(all));
  const roles = all.facts().flatMap(({ id }) => (id.kind === "role" ? [id.name] : []));
  return { facts: buildFactBase(kept, [...all.edges]), roles };
}

// From PostgreSQL 17 on the NOT NULL of a domain is a constraint with a name, and pg-delta would say it twice.
function withNamedNotNull(all: Facts) {
  return (fact: ReturnType<Facts["facts"]>[number]): typeof fact => {
    const isNamed =
      fact.id.kind === "domain" &&
      all.childrenOf(fact.id).some(({ payload }) => payload.type === "n");
    return isNamed ? { ...fact, payload: { ...fact.payload, notNull: false } } : fact;
  };
}

const empty = new Map<string, Promise<UserObjects>>();

/** The same of a new database, of which all on a server are alike: the first one is read. */
export async function readNewDatabase(url: string): Promise<UserObjects> {
  const [server] = await reading(url, (reader) =>
    reader.query<{ started: string }>(
      "SELECT pg_catalog.pg_postmaster_start_time()::text || current_user AS started",
    ),
  );
  const started = server?.started ?? "";
  const known = empty.get(started) ?? readUserObjects(url);
  empty.set(started, known);
  return known;
}

/** What would make the objects of the one like those of the other, rights included, roles left out. */
export function userObjectActions(from: UserObjects, to: UserObjects): readonly Action[] {
  return userObjectPlan(from, to).actions;
}

/** The same as pg-delta carries it out. */
export function userObjectPlan(from: UserObjects, to: UserObjects) {
  const assumedRoles = [...new Set([...from.roles, ...to.roles])];
  return plan(from.facts, to.facts, { scope: "database", compact: false, assumedRoles });
}

/** Whether an object is of users: no role, nothing in our own schema, and no subscription. */
export function isUserObject(id: StableId): boolean {
  if ("target" in id) return isUserObject(id.target);
  if (id.kind === "subscription" || id.kind === "membership") return false;
  if (id.kind === "schema") return id.name !== ownSchema;
  return !("schema" in id) || id.schema !== ownSchema;
}
