import { readMigrations } from "./migrations.js";
import type { Database, TablePackage } from "./workspace.js";

/** A function or sequence by the package whose migrations make it. */
export interface MadeObject {
  readonly owner: TablePackage;
  readonly kind: "routine" | "sequence";
  readonly schema: string;
  readonly name: string;
}

// Prisma's language has no word for either, so migrations are the only place that says whose they are.
const creation =
  /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE|AGGREGATE|SEQUENCE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:"((?:[^"]|"")+)"|(\w+))\.(?:"((?:[^"]|"")+)"|(\w+))/gim;

/**
 * The functions and sequences that migrations make, each with the first package that does. One that
 * a later migration drops again is still among them. An unqualified name is not seen: it would land
 * in the history's schema.
 */
export function readMadeObjects({ packages }: Database): MadeObject[] {
  const made = new Map<string, MadeObject>();
  for (const owner of packages) {
    for (const { sql } of readMigrations(owner)) {
      for (const [, word, quotedSchema, schema, quotedName, name] of sql.matchAll(creation)) {
        const object: MadeObject = {
          owner,
          kind: word?.toUpperCase() === "SEQUENCE" ? "sequence" : "routine",
          schema: spelled(quotedSchema, schema),
          name: spelled(quotedName, name),
        };
        const id = `${object.kind} ${object.schema}.${object.name}`;
        if (!made.has(id)) made.set(id, object);
      }
    }
  }
  return [...made.values()];
}

function spelled(quoted: string | undefined, plain: string | undefined): string {
  return quoted === undefined ? (plain ?? "").toLowerCase() : quoted.replaceAll('""', '"');
}
