import { createHash } from "node:crypto";

const longest = 63;

/**
 * The name of what is ours about a table or a column, given its plain name: readable, or with a hash
 * where PostgreSQL would cut it off.
 */
export function ownName(what: string, on: string): string {
  const name = `${what} ${on}`;
  if (Buffer.byteLength(name) <= longest) return name;
  return `${what} ${createHash("sha256").update(on).digest("hex").slice(0, 32)}`;
}
