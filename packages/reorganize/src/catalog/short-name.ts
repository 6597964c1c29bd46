import { createHash } from "node:crypto";

const longest = 63;

/** The name, made shorter where PostgreSQL would cut it off and two could become the same. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${[...name].slice(0, 11).join("").trimEnd()} ${hash}`;
}
