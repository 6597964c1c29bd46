import { buildFactBase, type Fact } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import { type Action, plan } from "@supabase/pg-delta/plan";
import { ownSchema } from "../own-schema.js";
import { withPool } from "./with-pool.js";

/** All that pg-delta knows of one database. */
export type Facts = Awaited<ReturnType<typeof extract>>["factBase"];

/** All that pg-delta knows of the database at this URL, but for what a reorganization has in its own schema. */
export async function readFacts(url: string): Promise<Facts> {
  const { factBase } = await withPool(url, (pool) => extract(pool));
  return factBase.has({ kind: "schema", name: ownSchema })
    ? withoutFacts(factBase, isOwn)
    : factBase;
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

/** The same with other NOT NULLs; `isNotNull` says of each column which it is to have. */
export function withNotNull(facts: Facts, isNotNull: (column: ColumnFact) => boolean): Facts {
  const changed = facts.facts().map((fact) => {
    if (!isColumn(fact)) return fact;
    return { ...fact, payload: { ...fact.payload, notNull: isNotNull(fact) } };
  });
  return buildFactBase(changed, [...facts.edges]);
}

/** The same with plain columns in the place of some identities. */
export function withoutIdentity(facts: Facts, isPlain: (id: ColumnFact["id"]) => boolean): Facts {
  const changed = facts.facts().map((fact) => {
    if (!isColumn(fact) || !isPlain(fact.id)) return fact;
    return { ...fact, payload: { ...fact.payload, identity: null } };
  });
  return buildFactBase(changed, [...facts.edges]);
}

/**
 * The same without the row security that the other has not: its policies are unmanaged, and whether they
 * hold for a table is as unmanaged as they are. What of the two the other has is the target's to say.
 */
export function withoutUnmanagedRowSecurity(facts: Facts, other: Facts): Facts {
  const kept = facts.facts().filter(({ id }) => {
    const object = id.kind === "comment" ? id.target : id;
    return object.kind !== "policy" || other.has(object);
  });
  const changed = kept.map((fact) => {
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
  });
  return buildFactBase(changed, [...facts.edges]);
}

/** The same without some of them and what is about these, such as their comments and rights. */
export function withoutFacts(facts: Facts, isLeftOut: (id: Fact["id"]) => boolean): Facts {
  const isOut = (id: Fact["id"]): boolean =>
    isLeftOut(id) || ("target" in id && isLeftOut(id.target as Fact["id"]));
  return buildFactBase(
    facts.facts().filter(({ id }) => !isOut(id)),
    facts.edges.filter(({ from, to }) => !isOut(from) && !isOut(to)),
  );
}

function isColumn(fact: Fact): fact is ColumnFact {
  return fact.id.kind === "column";
}
