import { readMigrations } from "./migrations.js";
import type { Database, TablePackage } from "./workspace.js";

/** A function, sequence or view by the package whose migrations make it. */
export interface MadeObject {
  readonly owner: TablePackage;
  /**
   * A front view says in its options that it is read in place of what is behind it: `security_barrier` or
   * `security_invoker`. Other views, and materialized ones, are not read by themselves.
   */
  readonly kind: "routine" | "sequence" | "view" | "front view";
  readonly schema: string;
  readonly name: string;
}

// Prisma's language has no word for either, so migrations are the only place that says whose they are.
const creation =
  /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE|AGGREGATE|SEQUENCE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:"((?:[^"]|"")+)"|(\w+))\.(?:"((?:[^"]|"")+)"|(\w+))/gim;

const viewCreation =
  /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?((?:MATERIALIZED\s+)?VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:"((?:[^"]|"")+)"|(\w+))\.(?:"((?:[^"]|"")+)"|(\w+))\s*(?:\([^)]*\)\s*)?(?:WITH\s*\(([^)]*)\))?/gim;
const isFront = /\bsecurity_(?:barrier|invoker)\b(?!\s*=\s*(?:false|off|0))/i;

/**
 * The functions, sequences and views that migrations make, each with the first package that does. One that
 * a later migration drops again is still among them. An unqualified name is not seen: it would land
 * in the history's schema.
 */
export function readMadeObjects({ packages }: Database): MadeObject[] {
  const made = new Map<string, MadeObject>();
  for (const owner of packages) {
    for (const { sql } of readMigrations(owner)) {
      const found = [...sql.matchAll(creation), ...sql.matchAll(viewCreation)];
      for (const [, word, quotedSchema, schema, quotedName, name, options] of found) {
        const object: MadeObject = {
          owner,
          kind: kindOf(word, options),
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

function kindOf(word = "", options = ""): MadeObject["kind"] {
  if (/VIEW$/i.test(word)) return isFront.test(options) ? "front view" : "view";
  return word.toUpperCase() === "SEQUENCE" ? "sequence" : "routine";
}

function spelled(quoted: string | undefined, plain: string | undefined): string {
  return quoted === undefined ? (plain ?? "").toLowerCase() : quoted.replaceAll('""', '"');
}
