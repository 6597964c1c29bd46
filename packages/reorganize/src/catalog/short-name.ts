import { createHash } from "node:crypto";

const longest = 63;

/**
 * The name with its ending. PostgreSQL cuts long names without a word, and two of them could become one;
 * so a long one is made shorter and gets its own hash.
 */
export function shortName(name: string, ending = ""): string {
  if (Buffer.byteLength(name + ending) <= longest) return name + ending;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  const end = ` ${hash}${ending}`;
  return cut(name, longest - Buffer.byteLength(end)).trimEnd() + end;
}

function cut(name: string, bytes: number): string {
  let short = [...name];
  while (Buffer.byteLength(short.join("")) > bytes) short = short.slice(0, -1);
  return short.join("");
}
