import { createHash } from "node:crypto";
import { plainName } from "../catalog/catalog.js";

const longest = 63;

/** The name of an object of ours about a table: with the table's name, or its hash where that would be cut. */
export function ownName(
  what: string,
  table: { readonly schema: string; readonly name: string },
): string {
  const name = `${what} ${plainName(table)}`;
  if (Buffer.byteLength(name) <= longest) return name;
  return `${what} ${createHash("sha256").update(plainName(table)).digest("hex").slice(0, 32)}`;
}
