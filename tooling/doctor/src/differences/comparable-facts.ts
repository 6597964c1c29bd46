import { buildFactBase, encodeId, type Fact, type FactBase } from "@supabase/pg-delta/core";
import { ledgerSchema } from "../check/user-tables.js";
import { parentOf, schemaOf } from "./object-id.js";

/** What other checks tell. */
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

/**
 * The facts that are compared: without those of other checks, of schemas of bookkeeping and of a
 * reorganization's ledger, and without those that are told otherwise with all that is a part of them.
 */
export function comparableFacts(
  facts: FactBase,
  bookkeeping: readonly string[],
  isTold: (fact: Fact) => boolean,
): FactBase {
  const out = new Set<string>();
  const schemas = [...bookkeeping, ledgerSchema];
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
export function isTold({ id }: Fact, live: FactBase, target: FactBase): boolean {
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

function isPartOf(fact: Fact, whole: ReadonlySet<string>): boolean {
  const parent = parentOf(fact);
  return parent !== undefined && whole.has(encodeId(parent));
}
