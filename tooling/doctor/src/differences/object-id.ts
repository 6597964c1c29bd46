import type { Fact, FactBase } from "@supabase/pg-delta/core";

/** pg-delta's name of an object. */
export type ObjectId = Fact["id"];

/** What an object is a part of: a sequence that belongs to a column, of that one's table. */
export function parentOf(fact: Fact | undefined): ObjectId | undefined {
  const owner = fact?.payload.ownedBy as { schema: string; table: string } | null | undefined;
  return owner ? { kind: "table", schema: owner.schema, name: owner.table } : fact?.parent;
}

/** The schema that an object lies in, or is; undefined for what lies in none. */
export function schemaOf(id: ObjectId): string | undefined {
  if (id.kind === "schema") return id.name;
  if ("target" in id) return schemaOf(id.target as ObjectId);
  return "schema" in id && typeof id.schema === "string" ? id.schema : undefined;
}

/** The object to name: what a comment or default is of, and the highest that is there on one side only. */
export function anchorOf(id: ObjectId, left: FactBase, right: FactBase): ObjectId {
  if (id.kind === "comment") return anchorOf(id.target, left, right);
  if (id.kind === "default") return anchorOf({ ...id, kind: "column" }, left, right);
  const parent = parentOf(right.get(id) ?? left.get(id));
  const isOneSided = parent !== undefined && left.has(parent) !== right.has(parent);
  return isOneSided ? anchorOf(parent, left, right) : id;
}
