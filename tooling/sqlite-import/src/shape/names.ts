import { createHash } from "node:crypto";

const longest = 63;

// Every table of PostgreSQL has them.
const systemColumns = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/** What PostgreSQL calls these tables or columns, in their order: the same where it can, and never one name twice. */
export function chooseNames(names: readonly string[], kind: "table" | "column"): string[] {
  const taken = new Set(kind === "column" ? systemColumns : []);
  for (const name of names) if (isPossible(name) && !taken.has(name)) taken.add(name);
  const kept = new Set(kind === "column" ? systemColumns : []);
  return names.map((name) => {
    if (isPossible(name) && !kept.has(name)) return name;
    return freeName(name === "" ? "_" : name, taken);
  });
}

function isPossible(name: string): boolean {
  return name !== "" && Buffer.byteLength(name) <= longest;
}

/** A name that is not taken, made of another and, where it must be told from others, of its hash; it is taken then. */
export function freeName(name: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const free = attempt === 0 && isPossible(name) ? name : withHash(name, attempt);
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

function withHash(name: string, attempt: number): string {
  const hash = createHash("sha256").update(`${name}\0${attempt}`).digest("hex").slice(0, 8);
  return `${cut(name, longest - 9)}_${hash}`;
}

function cut(name: string, bytes: number): string {
  let short = "";
  let length = 0;
  for (const character of name) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    short += character;
  }
  return short;
}
