import type { Action } from "@supabase/pg-delta/plan";
import { type Catalog, plainName } from "../catalog/catalog.js";
import { actionsBetween, readFacts } from "../catalog/delta/facts.js";
import {
  isAboutRights,
  keyOf,
  type StableId,
  subjectOf,
  tableOf,
} from "../catalog/delta/object-id.js";
import { ownSchema } from "../catalog/own-schema.js";
import { readUnmanagedTriggers } from "../catalog/unmanaged-triggers.js";
import type { Target } from "../catalog/with-target.js";
import type { Session } from "../session/session.js";
import type { Problem } from "./verification.js";

/** What is known of both sides when a difference is judged. */
interface Sides {
  readonly target: Target;
  /** The table of each index of both, by `schema.index`. */
  readonly indexes: ReadonlyMap<string, string>;
  /** Triggers of others on our tables, as keyOf their id. */
  readonly strangers: ReadonlySet<string>;
}

/**
 * What the schema has otherwise than the target. Objects of others, our own, rights and whatever serves
 * old names are no difference; anything more on a table of the target is one.
 */
export async function checkSchema(
  session: Session,
  catalog: Catalog,
  target: Target,
): Promise<Problem[]> {
  const sides: Sides = {
    target,
    indexes: new Map([...indexTables(target.catalog), ...indexTables(catalog)]),
    strangers: await readUnmanagedTriggers(session, target),
  };
  const actions = actionsBetween(await readFacts(session.url), await readFacts(target.url));
  return differences(actions.filter((action) => isDifference(action, sides)));
}

function isDifference(action: Action, { target, indexes, strangers }: Sides): boolean {
  const id = subjectOf(action);
  if (!id || isAboutRights(action) || action.sql.includes(ownSchema)) return false;
  if (id.kind === "comment" && id.target.kind === "extension") return false;
  const table = tableOf(id, indexes);
  if (table !== undefined) return target.catalog.tables.has(table) && !strangers.has(keyOf(id));
  // What belongs to no table and is not in the target is somebody else's.
  return action.verb !== "drop";
}

/** One sentence per object, whatever number of statements would mend it. */
function differences(actions: readonly Action[]): Problem[] {
  const verbs = new Map<string, { id: StableId; verbs: Set<Action["verb"]> }>();
  for (const action of actions) {
    const id = subjectOf(action) as StableId;
    const one = verbs.get(keyOf(id)) ?? { id, verbs: new Set() };
    verbs.set(keyOf(id), { id, verbs: one.verbs.add(action.verb) });
  }
  return [...verbs.values()].map(({ id, verbs }) => ({
    about: aboutOf(id),
    object: nameOf(id),
    what: sentence(verbs),
  }));
}

function sentence(verbs: ReadonlySet<Action["verb"]>): string {
  if (verbs.size > 1 || verbs.has("alter")) return "is not as in the target";
  return verbs.has("create") ? "is missing" : "is not in the target";
}

function aboutOf({ kind }: StableId): Problem["about"] {
  if (kind === "constraint") return "keys";
  return kind === "index" ? "indexes" : "schema";
}

function nameOf(id: StableId): string {
  if (id.kind === "comment") return `comment on ${nameOf(id.target)}`;
  const { kind, schema, table, name } = id as unknown as Record<string, string | undefined>;
  return `${kind} ${[schema, table, name].filter(Boolean).join(".")}`;
}

function indexTables({ tables }: Catalog): [string, string][] {
  return [...tables.values()].flatMap((table) =>
    table.indexes.map(({ name }): [string, string] => [
      `${table.schema}.${name}`,
      plainName(table),
    ]),
  );
}
