import { readTokens } from "@deepiri/sql";
import { plainNameSql } from "../../../catalog/table-name.js";
import { inUserSchema } from "../../../catalog/user-schema.js";
import type { Queryable } from "../../../session/queryable.js";

/** What a table has beside its columns, and what refers to it. */
export interface Abilities {
  /** Primary keys and unique rules. */
  readonly keys: number;
  readonly foreignKeys: number;
  readonly checks: number;
  /** "closed" where it is on and no policy lets anybody in; "off" even if there are policies. */
  readonly rowSecurity: "off" | "on" | "forced" | "closed";
  readonly policies: number;
  readonly triggers: number;
  /** Columns that hold vectors. */
  readonly vectors: readonly string[];
  /** Access methods of its indexes, those of keys left out. */
  readonly indexes: readonly string[];
  /** Tables, views, policies and functions that need or name it. */
  readonly referredToBy: readonly string[];
}

type Row = Omit<Abilities, "rowSecurity"> & {
  table: string;
  name: string;
  isOn: boolean;
  isForced: boolean;
};

/** Of every table, by `schema.table`. */
export async function readAbilities(reader: Queryable): Promise<Map<string, Abilities>> {
  const rows = await reader.query<Row>(query);
  const naming = await readNaming(reader);
  return new Map(
    rows.map(({ table, name, isOn, isForced, referredToBy, ...one }) => [
      table,
      {
        ...one,
        rowSecurity: rowSecurity(isOn, isForced, one.policies),
        referredToBy: [...referredToBy, ...(naming.get(name) ?? [])],
      },
    ]),
  );
}

function rowSecurity(isOn: boolean, isForced: boolean, policies: number): Abilities["rowSecurity"] {
  if (!isOn) return "off";
  if (policies === 0) return "closed";
  return isForced ? "forced" : "on";
}

/** Functions by the words in their bodies: of a table in a text the catalog knows nothing. */
async function readNaming(reader: Queryable): Promise<Map<string, string[]>> {
  const rows = await reader.query<{ routine: string; body: string }>(`
    SELECT 'function ' || ${plainNameSql("nspname", "proname")} AS routine, prosrc AS body
      FROM pg_catalog.pg_proc AS routine JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
      JOIN pg_catalog.pg_language AS language ON language.oid = prolang
     WHERE lanname IN ('sql', 'plpgsql') AND ${inUserSchema()}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                        WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND objid = routine.oid AND deptype = 'e')
     ORDER BY 1`);
  const naming = new Map<string, string[]>();
  for (const { routine, body } of rows) {
    const tokens = await readTokens(body).catch(() => []);
    const words = tokens.map(({ text }) => text.replaceAll('"', "").toLowerCase());
    for (const word of new Set(words)) naming.set(word, [...(naming.get(word) ?? []), routine]);
  }
  return naming;
}

const count = (what: string): string => `(SELECT pg_catalog.count(*)::int FROM pg_catalog.${what})`;

const query = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, relname AS name,
         relrowsecurity AS "isOn", relforcerowsecurity AS "isForced",
         ${count("pg_constraint WHERE conrelid = class.oid AND contype IN ('p', 'u')")} AS keys,
         ${count("pg_constraint WHERE conrelid = class.oid AND contype = 'f'")} AS "foreignKeys",
         ${count("pg_constraint WHERE conrelid = class.oid AND contype = 'c'")} AS checks,
         ${count("pg_policy WHERE polrelid = class.oid")} AS policies,
         ${count("pg_trigger WHERE tgrelid = class.oid AND NOT tgisinternal")} AS triggers,
         ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type AS type ON type.oid = atttypid
                WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped
                  AND typname IN ('vector', 'halfvec', 'sparsevec') ORDER BY attnum) AS vectors,
         ARRAY(SELECT DISTINCT amname::text FROM pg_catalog.pg_index
                 JOIN pg_catalog.pg_class AS index ON index.oid = indexrelid
                 JOIN pg_catalog.pg_am AS method ON method.oid = index.relam
                WHERE indrelid = class.oid
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
                ORDER BY 1) AS indexes,
         ARRAY(SELECT DISTINCT 'table ' || ${plainNameSql("of_schema.nspname", "of.relname")}
                 FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_class AS of ON of.oid = conrelid
                 JOIN pg_catalog.pg_namespace AS of_schema ON of_schema.oid = of.relnamespace
                WHERE confrelid = class.oid AND contype = 'f' AND conrelid <> class.oid
               UNION
               SELECT DISTINCT 'view ' || ${plainNameSql("of_schema.nspname", "of.relname")}
                 FROM pg_catalog.pg_depend JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid
                 JOIN pg_catalog.pg_class AS of ON of.oid = ev_class
                 JOIN pg_catalog.pg_namespace AS of_schema ON of_schema.oid = of.relnamespace
                WHERE classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND refobjid = class.oid AND ev_class <> class.oid
                  AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
               UNION
               SELECT DISTINCT 'policy ' || policy.polname || ' on ' || ${plainNameSql("of_schema.nspname", "of.relname")}
                 FROM pg_catalog.pg_depend JOIN pg_catalog.pg_policy AS policy ON policy.oid = objid
                 JOIN pg_catalog.pg_class AS of ON of.oid = policy.polrelid
                 JOIN pg_catalog.pg_namespace AS of_schema ON of_schema.oid = of.relnamespace
                WHERE classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND refobjid = class.oid AND policy.polrelid <> class.oid
                  AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
               ORDER BY 1) AS "referredToBy"
    FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE relkind IN ('r', 'p') AND relpersistence <> 't' AND ${inUserSchema()}
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                      WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = class.oid AND deptype = 'e')
   ORDER BY 1`;
