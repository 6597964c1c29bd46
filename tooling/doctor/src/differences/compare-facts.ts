import { encodeId, type FactBase } from "@supabase/pg-delta/core";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { comparableFacts, isTold } from "./comparable-facts.js";
import { anchorOf, type ObjectId, parentOf } from "./object-id.js";

/** An object that is not as the migrations make it. */
export interface Difference {
  readonly kind: "missing" | "extra" | "different";
  readonly id: ObjectId;
  /** The object that it is a part of, such as the table of an index. */
  readonly parent: ObjectId | undefined;
  /** What of it differs, by pg-delta's names; empty unless it is there on both sides. */
  readonly attributes: readonly string[];
  /** What would make it as the migrations do, in this order. */
  readonly actions: readonly Action[];
}

/**
 * How the live objects differ from those that the migrations make, one difference an object: what hangs on one
 * that is missing or too many is not told beside it. Tables that nobody owns, rights, owners and roles are
 * other checks' to tell, and so is what lies outside of the schemas that migrations use.
 *
 * @param bookkeeping schemas that only hold what our tools note down
 */
export function compareFacts(
  live: FactBase,
  target: FactBase,
  bookkeeping: readonly string[],
): Difference[] {
  const left = comparableFacts(live, bookkeeping, (fact) => isTold(fact, live, target));
  const right = comparableFacts(target, bookkeeping, () => false);
  return changesBetween(left, right, rolesIn(live, target))
    .filter(({ id }) => !isElsewhere(id, live, target) && !isOnlyUnfinished(id, left, right))
    .map(({ id, attributes, actions }) => {
      const isBoth = left.has(id) && right.has(id);
      return {
        kind: isBoth ? "different" : right.has(id) ? "missing" : "extra",
        id,
        parent: parentOf(right.get(id) ?? left.get(id)),
        attributes: isBoth ? [...attributes].sort() : [],
        actions,
      };
    });
}

/** All that pg-delta has to say of one object. */
interface Change {
  readonly id: ObjectId;
  readonly attributes: Set<string>;
  readonly actions: Action[];
}

function changesBetween(left: FactBase, right: FactBase, assumedRoles: string[]): Change[] {
  const options = { compact: false, scope: "database", assumedRoles } as const;
  const { deltas, actions } = plan(left, right, options);
  const changes = new Map<string, Change>();
  const keyOf = (id: ObjectId): string => encodeId(anchorOf(id, left, right));
  const changeOf = (id: ObjectId): Change => {
    const change = changes.get(keyOf(id)) ?? {
      id: anchorOf(id, left, right),
      attributes: new Set(),
      actions: [],
    };
    changes.set(keyOf(id), change);
    return change;
  };
  for (const delta of deltas) {
    if (delta.verb === "set") changeOf(delta.id).attributes.add(attributeOf(delta.id, delta.attr));
    if (delta.verb === "add" || delta.verb === "remove") {
      const { id } = delta.fact;
      const change = changeOf(id);
      if (encodeId(change.id) !== encodeId(id)) change.attributes.add(id.kind);
    }
  }
  for (const action of actions) {
    const id = action.produces[0] ?? action.destroys[0] ?? action.consumes[0];
    if (id) changes.get(keyOf(id))?.actions.push(action);
  }
  return [...changes.values()];
}

/** Roles of the servers; what they are is another check's to tell. */
function rolesIn(...bases: readonly FactBase[]): string[] {
  const facts = bases.flatMap((one) => one.facts());
  return [...new Set(facts.flatMap(({ id }) => (id.kind === "role" ? [id.name] : [])))];
}

/** Whether a table that is missing lies in another schema: to make a new one beside it would mend nothing. */
function isElsewhere(id: ObjectId, live: FactBase, target: FactBase): boolean {
  if (id.kind !== "table" || live.has(id)) return false;
  return live
    .facts()
    .some((one) => one.id.kind === "table" && one.id.name === id.name && !target.has(one.id));
}

/** Whether an index is only not valid, or a rule not validated: that is another check's to tell. */
function isOnlyUnfinished(id: ObjectId, left: FactBase, right: FactBase): boolean {
  const [live, target] = [left.get(id)?.payload, right.get(id)?.payload];
  if (!live || !target) return false;
  const isUnfinished = live.valid === false || live.validated === false;
  return isUnfinished && String(live.def).replace(/ NOT VALID$/, "") === target.def;
}

function attributeOf(id: ObjectId, attribute: string): string {
  return id.kind === "comment" || id.kind === "default" ? id.kind : attribute;
}
