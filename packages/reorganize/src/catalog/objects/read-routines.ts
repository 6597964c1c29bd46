import type { Queryable } from "../../session/queryable.js";

import { plainName } from "../table-name.js";
import { isUserDefined } from "../user-defined.js";

export interface Routine {
  readonly schema: string;
  readonly name: string;
  readonly arguments: string;
  readonly language: string;
  /** Tables that its text names with their schema, as `schema.table`, whether they are there or not. */
  readonly names: readonly string[];
}

/** Every function and procedure that users made. */
export async function readRoutines(reader: Queryable): Promise<Routine[]> {
  const rows = await reader.query<Omit<Routine, "names"> & { body: string }>(`
    SELECT namespace.nspname AS schema, proname AS name, lanname AS language,
           pg_catalog.pg_get_function_identity_arguments(routine.oid) AS arguments,
           CASE WHEN lanname IN ('sql', 'plpgsql') AND prokind IN ('f', 'p')
                THEN COALESCE(pg_catalog.pg_get_function_sqlbody(routine.oid), prosrc) ELSE '' END AS body
      FROM pg_catalog.pg_proc AS routine
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
      JOIN pg_catalog.pg_language AS language ON language.oid = prolang
     WHERE ${isUserDefined("pg_proc", "routine.oid")}
     ORDER BY 1, 2, 4`);
  return rows.map(({ body, ...routine }) => ({
    ...routine,
    names: tablesNamedIn(body),
  }));
}

const identifier = `(?:"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\d_$]*)`;
const mention = new RegExp(
  `\\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+(?:ONLY\\s+)?(${identifier})\\s*\\.\\s*(${identifier})(?!\\s*[\\w"]*\\s*\\.)`,
  "giu",
);

/**
 * Tables named with their schema where SQL reads or writes one. A name without a schema is left out:
 * it cannot be told from a variable, and it means another table for each caller.
 */
function tablesNamedIn(body: string): string[] {
  const code = body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  const found = [...code.matchAll(mention)].map(([, schema = "", name = ""]) =>
    plainName({ schema: unquoted(schema), name: unquoted(name) }),
  );
  return [...new Set(found)].filter((name) => !name.startsWith("pg_catalog.")).sort();
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}
