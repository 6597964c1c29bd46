import type { Catalog } from "../catalog/catalog.js";
import type { Action } from "../catalog/delta/action.js";
import {
  actionsBetween,
  edited,
  readFacts,
  withDefinitions,
  withoutUnmanagedRowSecurity,
} from "../catalog/delta/facts.js";
import {
  isAboutRights,
  keyOf,
  type StableId,
  subjectOf,
  tableOf,
} from "../catalog/delta/object-id.js";
import { isUserObject } from "../catalog/delta/user-objects.js";
import { readOnce } from "../catalog/read-once.js";
import { plainName } from "../catalog/table-name.js";
import { readUnmanagedTriggers } from "../catalog/unmanaged-triggers.js";
import type { Target } from "../catalog/with-target.js";
import type { Problem } from "../plan/problem.js";
import type { Session } from "../session/session.js";
import { withoutGuard } from "../steps/project/silence.js";

/** What is known of both databases when a difference is looked at. */
interface Sides {
  readonly target: Target;
  /** The table of each index of both, by `schema.index`. */
  readonly indexes: ReadonlyMap<string, string>;
  /** Unmanaged triggers on tables of the target, as keyOf their id. */
  readonly unmanaged: ReadonlySet<string>;
}

/**
 * How the schema differs from the target. Unmanaged objects and row security, our own, rights and whatever
 * serves old names are no difference; anything more on a table of the target is one.
 */
export async function checkSchema(
  session: Session,
  catalog: Catalog,
  target: Target,
): Promise<Problem[]> {
  const sides: Sides = {
    target,
    indexes: new Map([...indexTables(target.catalog), ...indexTables(catalog)]),
    unmanaged: await readUnmanagedTriggers(session, target),
  };
  const [found, wanted] = await Promise.all([readFacts(session.url), readOnce(target, readFacts)]);
  const here = edited(found, withoutUnmanagedRowSecurity(wanted), withDefinitions(withoutGuard));
  const actions = actionsBetween(here, wanted);
  return differences(actions.filter((action) => isDifference(action, sides)));
}

function isDifference(action: Action, { target, indexes, unmanaged }: Sides): boolean {
  const id = subjectOf(action);
  if (!id || isAboutRights(action) || !isUserObject(id)) return false;
  if (id.kind === "comment" && id.target.kind === "extension") return false;
  const table = tableOf(id, indexes);
  if (table !== undefined) return target.catalog.tables.has(table) && !unmanaged.has(keyOf(id));
  // What belongs to no table and is not in the target is unmanaged.
  return action.verb !== "drop";
}

/** One problem per object, whatever number of statements would repair it. */
function differences(actions: readonly Action[]): Problem[] {
  const verbs = new Map<string, { id: StableId; verbs: Set<Action["verb"]> }>();
  for (const action of actions) {
    const id = subjectOf(action) as StableId;
    const one = verbs.get(keyOf(id)) ?? { id, verbs: new Set() };
    verbs.set(keyOf(id), { id, verbs: one.verbs.add(action.verb) });
  }
  return [...verbs.values()].map(({ id, verbs }) => ({
    about: aboutOf(id),
    code: codeOf(verbs),
    ...describe(id),
  }));
}

function codeOf(verbs: ReadonlySet<Action["verb"]>): string {
  if (verbs.size > 1 || verbs.has("alter")) return "different";
  return verbs.has("create") ? "missing" : "unexpected";
}

function aboutOf({ kind }: StableId): Problem["about"] {
  if (kind === "constraint") return "keys";
  return kind === "index" ? "indexes" : "schema";
}

/** The object, or for a comment what it is on. */
function describe(id: StableId): { kind: string; object: string; comment?: true } {
  if (id.kind === "comment") return { ...describe(id.target), comment: true };
  const { schema, table, name } = id as unknown as Record<string, string | undefined>;
  return { kind: id.kind, object: [schema, table, name].filter(Boolean).join(".") };
}

function indexTables({ tables }: Catalog): [string, string][] {
  return [...tables.values()].flatMap((table) =>
    table.indexes.map(({ name }): [string, string] => [
      plainName({ schema: table.schema, name }),
      plainName(table),
    ]),
  );
}
