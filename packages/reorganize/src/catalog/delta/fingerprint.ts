import { createHash } from "node:crypto";
import { canonicalize } from "@supabase/pg-delta/core";
import { keyOf } from "./object-id.js";
import { readUserObjects } from "./user-objects.js";

/**
 * A hash, in hexadecimal, of all user objects of the database: tables, columns, rules,
 * types, functions, triggers, views, publications, owners, rights. It changes with any of them, and
 * with nothing else: neither rows nor statistics nor what a reorganization has in its own schema.
 */
export async function fingerprintSchema(
  database: string | { readonly url: string },
): Promise<string> {
  const { facts } = await readUserObjects(typeof database === "string" ? database : database.url);
  const told = facts
    .facts()
    .filter(({ id }) => id.kind !== "role")
    .map(({ id, payload }) => `${keyOf(id)} ${canonicalize(payload)}`);
  const owned = facts.edges
    .filter(({ kind }) => kind === "owner")
    .map(({ from, to }) => `${keyOf(from)} is owned by ${keyOf(to)}`);
  return createHash("sha256")
    .update([...told, ...owned].sort().join("\n"))
    .digest("hex");
}
