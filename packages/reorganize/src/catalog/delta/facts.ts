import { buildFactBase, type Fact } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import { type Action, plan } from "@supabase/pg-delta/plan";
import type pg from "pg";
import { ownSchema } from "../own-schema.js";
import { keyOf } from "./object-id.js";
import { poolOf, withPool } from "./with-pool.js";

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
 *
 * @param at a URL, or a connection whose server process knows the objects already
 */
export async function readStructure(at: string | pg.Client): Promise<Facts> {
  const facts = await readAll(at);
  const isMember = memberOf(facts);
  const isRight = ({ kind }: Fact["id"]): boolean => kind === "acl" || kind === "defaultPrivilege";
  return edited(
    facts,
    leavingOut((id) => isOwn(id) || isRight(id) || isMember(id)),
  );
}

async function readAll(at: string | pg.Client): Promise<Facts> {
  const extracted =
    typeof at === "string" ? withPool(at, (pool) => extract(pool)) : extract(poolOf(at));
  return (await extracted).factBase;
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

const relations = new Set<Fact["id"]["kind"]>(["table", "view", "materializedView"]);

/**
 * The same without tables and views that the other has not, and what belongs to them: what becomes of each
 * of their columns costs pg-delta as much as of one that is asked for. Those that something else needs stay.
 */
export function withoutUnmanagedRelations(facts: Facts, other: Facts): Facts {
  const all = facts.facts();
  const relationOf = new Map<string, string>();
  for (const { id } of all) {
    const parts = relations.has(id.kind) ? withParts(facts, id) : [];
    // An index may have the name of one that the other has.
    if (!parts.some((part) => other.has(part)))
      for (const part of parts) relationOf.set(keyOf(part), keyOf(id));
  }
  for (const { id, payload } of all) {
    const owner = id.kind === "sequence" && relationOf.get(tableKey(payload.ownedBy) ?? "");
    if (owner && !other.has(id)) relationOf.set(keyOf(id), owner);
  }
  const needs = [
    ...facts.edges.map(({ from, to }) => [keyOf(from), keyOf(to)] as const),
    // No edge leads from a partition to its whole, nor from a sequence to its column.
    ...all.map(
      ({ id, payload }) =>
        [keyOf(id), tableKey(payload.parentTable ?? payload.ownedBy) ?? ""] as const,
    ),
  ];
  const leftOut = new Set(relationOf.values());
  const isLeftOut = (key: string) => leftOut.has(relationOf.get(key) ?? "");
  for (let needed = [""]; needed.length > 0; ) {
    needed = needs.flatMap(([from, to]) => (isLeftOut(to) && !isLeftOut(from) ? [to] : []));
    for (const key of needed) leftOut.delete(relationOf.get(key) ?? "");
  }
  return edited(
    facts,
    leavingOut((id) => isLeftOut(keyOf(id))),
  );
}

/** The key of a table that a payload names, by itself or with a column. */
function tableKey(named: unknown): string | undefined {
  if (named === null || typeof named !== "object") return undefined;
  const { schema, table, name = table } = named as Record<string, string>;
  return keyOf({ kind: "table", schema: schema ?? "", name: name ?? "" });
}

function withParts(facts: Facts, id: Fact["id"]): Fact["id"][] {
  return [id, ...facts.childrenOf(id).flatMap((part) => withParts(facts, part.id))];
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

/** Other definitions of triggers, made of those that they have. */
export function withDefinitions(define: (definition: string) => string): Edit {
  return (fact) =>
    fact.id.kind === "trigger"
      ? { ...fact, payload: { ...fact.payload, def: define(String(fact.payload.def)) } }
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
