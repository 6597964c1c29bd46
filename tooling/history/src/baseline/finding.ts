import { quoteIdentifier, quoteTable } from "@deepiri/database/without-client";
import { type Fact, propertiesOf, textOf } from "../catalog/facts.js";

/** Something that is not as the migrations of a package build it. */
export interface Finding {
  /** Such as `column "public"."tasks"."title"`. */
  readonly object: string;
  readonly how: "missing" | "superfluous" | "different";
  /** What is different, or why it does not matter. */
  readonly detail: string;
  /** Whether the database cannot be taken over as long as it is so. */
  readonly hinders: boolean;
}

/** How an object is called in a sentence. */
export function describeId(id: Fact["id"]): string {
  if ("target" in id) return `${id.kind} on ${describeId(id.target as Fact["id"])}`;
  const its = id as { kind: string; schema?: string; table?: string; type?: string; name?: string };
  const { kind, schema, table, name = "" } = its;
  const word = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (schema === undefined) return `${word} ${quoteIdentifier(name)}`;
  const parent = table ?? its.type;
  if (parent === undefined) return `${word} ${quoteTable(schema, name)}${argumentsOf(id)}`;
  if (kind === "column" || kind === "default")
    return `${word} ${quoteTable(schema, parent)}.${quoteIdentifier(name)}`;
  return `${word} ${quoteIdentifier(name)} of ${quoteTable(schema, parent)}`;
}

function argumentsOf(id: Fact["id"]): string {
  return "args" in id ? `(${(id.args as string[]).join(", ")})` : "";
}

/** What two facts of one object say differently: what is wanted, and what is there. */
export function describeChange(wanted: Fact, found: Fact): string {
  const [one, other] = [propertiesOf(wanted.payload), propertiesOf(found.payload)];
  const names = Object.keys({ ...one, ...other });
  const changed = names.filter((name) => textOf(one[name]) !== textOf(other[name]));
  return changed.map((name) => describeProperty(name, one[name], other[name])).join("; ");
}

function describeProperty(name: string, wanted: unknown, found: unknown): string {
  const [one, other] = [wanted, found].map((value) =>
    typeof value === "string" ? value : textOf(value),
  );
  const isShort = `${one}${other}`.length < 160 && !`${one}${other}`.includes("\n");
  return isShort ? `${name}: ${other}, not ${one}` : name;
}
