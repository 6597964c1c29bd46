import { buildFactBase, type Fact } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { ownSchema } from "../own-schema.js";
import { keyOf } from "./object-id.js";
import { withPool } from "./with-pool.js";

/** All that pg-delta knows of one database. */
export type Facts = Awaited<ReturnType<typeof extract>>["factBase"];

/** All that pg-delta knows of the database at this URL, but for what a reorganization has in its own schema. */
export async function readFacts(url: string): Promise<Facts> {
  const facts = await readAll(url);
  return facts.has({ kind: "schema", name: ownSchema }) ? edited(facts, leavingOut(isOwn)) : facts;
}

/**
 * The same without rights, which are compared by themselves, and without what extensions bring, which
 * only they change: pg-delta goes through all of it many times.
 */
export async function readStructure(url: string): Promise<Facts> {
  const facts = await readAll(url);
  const isMember = memberOf(facts);
  const isRight = ({ kind }: Fact["id"]): boolean => kind === "acl" || kind === "defaultPrivilege";
  return edited(
    facts,
    leavingOut((id) => isOwn(id) || isRight(id) || isMember(id)),
  );
}

async function readAll(url: string): Promise<Facts> {
  return (await withPool(url, (pool) => extract(pool))).factBase;
}

/** Whether something belongs to an extension; nothing does where users have commented on such things. */
function memberOf(facts: Facts): (id: Fact["id"]) => boolean {
  const edges = facts.edges.filter(({ kind }) => kind === "memberOfExtension");
  const members = new Map(edges.map(({ from }) => [keyOf(from), from]));
  // Those that are added on the way are gone through as well.
  for (const id of members.values())
    for (const part of facts.childrenOf(id)) members.set(keyOf(part.id), part.id);
  const isCommented = facts
    .facts()
    .some(({ id }) => id.kind === "comment" && members.has(keyOf(id.target)));
  return (id) => !isCommented && members.has(keyOf(id));
}

function isOwn(id: Fact["id"]): boolean {
  return id.kind === "schema" ? id.name === ownSchema : "schema" in id && id.schema === ownSchema;
}

/** What pg-delta would do to make the one like the other, one object at a time. */
export function actionsBetween(from: Facts, to: Facts): readonly Action[] {
  return plan(from, to, { compact: false }).actions;
}

/** A column as pg-delta knows it. */
export type ColumnFact = Fact & { readonly id: { readonly kind: "column" } };

/** What becomes of one thing that is known; undefined to leave it out. */
type Edit = (fact: Fact) => Fact | undefined;

/** The same facts, each as the edits make it, one after the other. */
export function edited(facts: Facts, ...edits: readonly Edit[]): Facts {
  const kept = facts.facts().flatMap((fact) => {
    const one = edits.reduce<Fact | undefined>((so, edit) => so && edit(so), fact);
    return one ? [one] : [];
  });
  return buildFactBase(kept, [...facts.edges]);
}

/** Other NOT NULLs; `isNotNull` says of each column which it is to have. */
export function withNotNull(isNotNull: (column: ColumnFact) => boolean): Edit {
  return (fact) =>
    isColumn(fact) ? { ...fact, payload: { ...fact.payload, notNull: isNotNull(fact) } } : fact;
}

/** Plain columns in the place of some identities. */
export function withoutIdentity(isPlain: (id: ColumnFact["id"]) => boolean): Edit {
  return (fact) =>
    isColumn(fact) && isPlain(fact.id)
      ? { ...fact, payload: { ...fact.payload, identity: null } }
      : fact;
}

/**
 * Without the row security that the other has not: its policies are unmanaged, and whether they hold for a
 * table is as unmanaged as they are. What of the two the other has is the target's to say.
 */
export function withoutUnmanagedRowSecurity(other: Facts): Edit {
  return (fact) => {
    const object = fact.id.kind === "comment" ? fact.id.target : fact.id;
    if (object.kind === "policy" && !other.has(object)) return undefined;
    const its = fact.id.kind === "table" && other.get(fact.id)?.payload;
    if (!its) return fact;
    const { rowSecurity, forceRowSecurity } = fact.payload;
    return {
      ...fact,
      payload: {
        ...fact.payload,
        rowSecurity: rowSecurity === true && its.rowSecurity === true,
        forceRowSecurity: forceRowSecurity === true && its.forceRowSecurity === true,
      },
    };
  };
}

/** Without some of them and what is about these, such as their comments and rights. */
export function leavingOut(isLeftOut: (id: Fact["id"]) => boolean): Edit {
  return (fact) => {
    const { id } = fact;
    return isLeftOut(id) || ("target" in id && isLeftOut(id.target as Fact["id"]))
      ? undefined
      : fact;
  };
}

function isColumn(fact: Fact): fact is ColumnFact {
  return fact.id.kind === "column";
}
