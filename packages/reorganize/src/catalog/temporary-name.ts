import { createHash } from "node:crypto";

const longest = 63;
const suffix = "_reorganize";

/**
 * The name that an object has until it takes the place of `name`. PostgreSQL cuts long names without
 * a word, and two of them could become one; so a long one ends in its own hash.
 */
export function temporaryName(name: string): string {
  if (Buffer.byteLength(name + suffix) <= longest) return name + suffix;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${cut(name, longest - suffix.length - 9)}_${hash}${suffix}`;
}

function cut(name: string, bytes: number): string {
  let short = name;
  while (Buffer.byteLength(short) > bytes) short = [...short].slice(0, -1).join("");
  return short;
}
