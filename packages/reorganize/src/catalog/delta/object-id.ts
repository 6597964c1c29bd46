import { encodeId } from "@supabase/pg-delta/core";
import type { Action } from "@supabase/pg-delta/plan";
import { plainName } from "../table-name.js";

/** pg-delta's name of an object. */
export type StableId = Action["produces"][number];

/** What an action of pg-delta is about: what it makes, else what it drops, else what it alters. */
export function subjectOf(action: Action): StableId | undefined {
  return action.produces[0] ?? action.destroys[0] ?? action.consumes[0];
}

/** One text per object, to compare ids with. */
export function keyOf(id: StableId): string {
  const known = keys.get(id) ?? encodeId(id);
  keys.set(id, known);
  return known;
}

/** The object as messages name it, such as `column public.tasks.id`. */
export function nameOf(id: StableId): string {
  return id.kind === "comment" ? `comment on ${nameOf(id.target)}` : keyOf(id).replace(":", " ");
}

// They are compared in nested loops, and pg-delta looks at every letter of a name each time.
const keys = new WeakMap<StableId, string>();

/** The table an object belongs to, as `schema.table`; undefined for what belongs to none. */
export function tableOf(id: StableId, indexes: ReadonlyMap<string, string>): string | undefined {
  switch (id.kind) {
    case "table":
      return plainName(id);
    case "column":
    case "constraint":
    case "trigger":
    case "default":
      return plainName({ schema: id.schema, name: id.table });
    case "index":
      return indexes.get(plainName(id));
    case "comment":
      return tableOf(id.target, indexes);
    default:
      return undefined;
  }
}

const rights = new Set(["role", "acl", "membership", "defaultPrivilege"]);

/** Whether an action is about rights or roles only, which have a step of their own. */
export function isAboutRights({ produces, destroys, consumes }: Action): boolean {
  const changed = [...produces, ...destroys];
  if (changed.length > 0) return changed.every(({ kind }) => rights.has(kind));
  return consumes.some(({ kind }) => rights.has(kind));
}
