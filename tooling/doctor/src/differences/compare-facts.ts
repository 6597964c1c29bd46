import { buildFactBase, encodeId, type Fact, type FactBase } from "@supabase/pg-delta/core";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { ledgerSchema } from "../check/user-tables.js";

type Id = Fact["id"];

/** An object that is not as the migrations make it. */
export interface Difference {
  readonly kind: "missing" | "extra" | "different";
  readonly id: Id;
  /** The object that it is a part of, such as the table of an index. */
  readonly parent: Id | undefined;
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
 * @param histories schemas with the packages' histories
 */
export function compareFacts(
  live: FactBase,
  target: FactBase,
  histories: readonly string[],
): Difference[] {
  const left = comparable(live, histories, (fact) => isTold(fact, live, target));
  const right = comparable(target, histories, () => false);
  const assumedRoles = [...live.facts(), ...target.facts()].flatMap(({ id }) =>
    id.kind === "role" ? [id.name] : [],
  );
  const { deltas, actions } = plan(left, right, {
    compact: false,
    scope: "database",
    assumedRoles,
  });
  const anchors = new Map<string, { id: Id; attributes: Set<string>; actions: Action[] }>();
  const at = (id: Id) => {
    const anchor = anchorOf(id, left, right);
    const key = encodeId(anchor);
    const known = anchors.get(key) ?? { id: anchor, attributes: new Set(), actions: [] };
    anchors.set(key, known);
    return known;
  };
  for (const delta of deltas) {
    if (delta.verb === "set") at(delta.id).attributes.add(attributeOf(delta.id, delta.attr));
    else if (delta.verb === "add" || delta.verb === "remove") {
      const { id } = delta.fact;
      const anchor = at(id);
      if (encodeId(anchor.id) !== encodeId(id)) anchor.attributes.add(id.kind);
    }
  }
  for (const action of actions) {
    const id = action.produces[0] ?? action.destroys[0] ?? action.consumes[0];
    if (id && anchors.has(encodeId(anchorOf(id, left, right)))) at(id).actions.push(action);
  }
  return [...anchors.values()]
    .filter(({ id }) => !isElsewhere(id, live, target))
    .map(({ id, attributes, actions: own }) => {
      const isBoth = left.has(id) && right.has(id);
      return {
        kind: isBoth ? "different" : right.has(id) ? "missing" : "extra",
        id,
        parent: parentOf(right.get(id) ?? left.get(id)),
        attributes: isBoth ? [...attributes].sort() : [],
        actions: own,
      };
    });
}

/** Whether a table that is missing lies in another schema: to make a new one beside it would mend nothing. */
function isElsewhere(id: Id, live: FactBase, target: FactBase): boolean {
  if (id.kind !== "table" || live.has(id)) return false;
  return live
    .facts()
    .some((one) => one.id.kind === "table" && one.id.name === id.name && !target.has(one.id));
}

function attributeOf(id: Id, attribute: string): string {
  return id.kind === "comment" || id.kind === "default" ? id.kind : attribute;
}

const otherChecks: ReadonlySet<string> = new Set([
  "role",
  "membership",
  "acl",
  "defaultPrivilege",
  "userMapping",
  "securityLabel",
  "subscription",
  "extensionIntent",
]);

function comparable(
  facts: FactBase,
  histories: readonly string[],
  isTold: (fact: Fact) => boolean,
): FactBase {
  const out = new Set<string>();
  const schemas = [...histories, ledgerSchema];
  const isOut = (fact: Fact): boolean =>
    otherChecks.has(fact.id.kind) ||
    schemas.includes(schemaOf(fact.id) ?? "") ||
    isTold(fact) ||
    isPartOf(fact, out);
  // A part can come before the whole.
  for (let before = -1; before !== out.size; ) {
    before = out.size;
    for (const fact of facts.facts()) if (isOut(fact)) out.add(encodeId(fact.id));
  }
  return buildFactBase(
    facts.facts().filter(({ id }) => !out.has(encodeId(id))),
    facts.edges.filter(
      ({ from, to, kind }) =>
        kind !== "owner" && !out.has(encodeId(from)) && !out.has(encodeId(to)),
    ),
  );
}

/** Whether a live object that the migrations do not make is no difference, or another check's to tell. */
function isTold({ id }: Fact, live: FactBase, target: FactBase): boolean {
  if (target.has(id)) return false;
  const schema = schemaOf(id);
  // Extensions, publications and so on, and what lies where no migration makes anything.
  if (id.kind !== "comment" && (schema === undefined || id.kind === "schema")) return true;
  if (schema !== undefined && !target.has({ kind: "schema", name: schema })) return true;
  if (id.kind === "table") return true;
  // A compatibility view asks the ledger whether it is used.
  return live
    .outgoingEdges(id)
    .some(({ to, kind }) => kind === "memberOfExtension" || schemaOf(to) === ledgerSchema);
}

/** What an object is a part of: a sequence that belongs to a column, of that one's table. */
function parentOf(fact: Fact | undefined): Id | undefined {
  const owner = fact?.payload.ownedBy as { schema: string; table: string } | null | undefined;
  return owner ? { kind: "table", schema: owner.schema, name: owner.table } : fact?.parent;
}

function isPartOf(fact: Fact, whole: ReadonlySet<string>): boolean {
  const parent = parentOf(fact);
  return parent !== undefined && whole.has(encodeId(parent));
}

function schemaOf(id: Id): string | undefined {
  if (id.kind === "schema") return id.name;
  if ("target" in id) return schemaOf(id.target as Id);
  return "schema" in id && typeof id.schema === "string" ? id.schema : undefined;
}

/** The object to name: what a comment or default is of, and the highest that is there on one side only. */
function anchorOf(id: Id, left: FactBase, right: FactBase): Id {
  if (id.kind === "comment") return anchorOf(id.target, left, right);
  if (id.kind === "default") return anchorOf({ ...id, kind: "column" }, left, right);
  const parent = parentOf(right.get(id) ?? left.get(id));
  const isOneSided = parent !== undefined && left.has(parent) !== right.has(parent);
  return isOneSided ? anchorOf(parent, left, right) : id;
}
