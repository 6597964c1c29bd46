import type { Facts } from "../../catalog/delta/facts.js";
import { keyOf } from "../../catalog/delta/object-id.js";

/** What objects need to be there before them, both as keyOf their ids. */
export type Requirements = ReadonlyMap<string, readonly string[]>;

/** What each object of a database needs. */
export function requirementsOf({ edges }: Facts): Requirements {
  const needs = new Map<string, string[]>();
  for (const { from, to } of edges)
    needs.set(keyOf(from), [...(needs.get(keyOf(from)) ?? []), keyOf(to)]);
  return needs;
}
