/** What pg_dump prints of each object, by its kind and name, such as `TABLE public.tasks`. */
export type Dump = ReadonlyMap<string, string>;

const heading = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/m;

/** Settings that are printed before whichever object is the first to need them, and what ends the text. */
const passing = /^(SET default_\w+ = .*;|\\unrestrict .*|--( PostgreSQL database dump complete)?)$/;

/** The objects of a text that pg_dump has printed; those that have one kind and name are one. */
export function dumpedObjects(text: string): Dump {
  const bodies = new Map<string, string[]>();
  const [, ...parts] = text.split(heading);
  for (let at = 0; at < parts.length; at += 4) {
    const [name, kind = "", schema, body = ""] = parts.slice(at, at + 4);
    const key = schema === "-" ? `${kind} ${name}` : `${kind} ${schema}.${name}`;
    bodies.set(key, [...(bodies.get(key) ?? []), inOneOrder(kind, body)]);
  }
  return new Map([...bodies].map(([key, all]) => [key, all.sort().join("\n")]));
}

/** What has no order but that in which it was made: columns, rights, and settings. */
function inOneOrder(kind: string, body: string): string {
  const lines = body
    .replaceAll(settings, (_, all: string) => `WITH (${all.split(", ").sort().join(", ")})`)
    .split("\n")
    .filter((line) => line !== "" && !passing.test(line));
  if (!unordered.includes(kind)) return lines.join("\n");
  return lines
    .map((line) => line.replace(/,$/, ""))
    .sort()
    .join("\n");
}

const settings = /\bWITH \(([^()]*)\)/g;

const unordered = ["TABLE", "FOREIGN TABLE", "ACL"];
