import { buildFactBase, encodeId, type Fact } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import { readingPool } from "./session.js";

// The one place, with repair.ts, that knows pg-delta.

/** All that pg-delta knows of the objects of one database. */
export type Facts = Awaited<ReturnType<typeof extract>>["factBase"];

/** One thing that pg-delta knows. */
export type { Fact };

/** Reads the facts of a database, without those of the hidden schemas and of the server's roles, which come and go. */
export async function readFacts(url: string, hidden: ReadonlySet<string>): Promise<Facts> {
  const { factBase } = await readingPool(url, (pool) => extract(pool));
  return withFacts(factBase, ({ id }) => !ofServer.has(id.kind) && !isIn(id, hidden));
}

const ofServer = new Set(["role", "membership"]);

/** The facts that are kept, with what leads from one to another of them. */
export function withFacts(facts: Facts, isKept: (fact: Fact) => boolean): Facts {
  return buildFactBase(facts.facts().filter(isKept), [...facts.edges]);
}

/** One text per object, to compare by. */
export function keyOf({ id }: Pick<Fact, "id">): string {
  return encodeId(id);
}

/** What a fact says, as a text; two that are the same say the same. */
export function contentOf({ payload }: Fact): string {
  return textOf(propertiesOf(payload));
}

/** The properties of a fact that count; pg-delta's notes to itself, such as the number of a column, do not. */
export function propertiesOf(payload: Fact["payload"]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !name.startsWith("_")));
}

/** A property as a text; the order of an object's members says nothing. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "bigint" ? String(part) : sorted(part),
  );
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isIn(id: Fact["id"], schemas: ReadonlySet<string>): boolean {
  if ("target" in id) return isIn(id.target as Fact["id"], schemas);
  if (id.kind === "schema") return schemas.has(id.name);
  return "schema" in id && schemas.has(String(id.schema));
}
