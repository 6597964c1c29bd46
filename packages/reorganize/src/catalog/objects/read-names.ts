import type { Queryable } from "../../session/queryable.js";
import { reading } from "../../session/read-only.js";
import { plainNameSql } from "../table-name.js";
import { inUserSchema } from "../user-schema.js";

/** What has a name among the relations or types of a schema. */
export interface Named {
  /** `schema.name` */
  readonly name: string;
  /** As ALTER calls it, such as `materialized view`. */
  readonly kind: string;
  /** Whether no other relation, and no other type, may have the name beside it. */
  readonly isRelation: boolean;
  readonly isType: boolean;
  /** The table of an index, as `schema.table`; null of anything else. */
  readonly table: string | null;
  /** Words of an enum type. */
  readonly labels: readonly string[] | null;
  /** What gives it another name. */
  readonly rename: string;
}

/** All of them that users have made, by themselves or with a table. */
export async function readNames(reader: Queryable): Promise<Named[]> {
  return reader.query<Named>(question);
}

export function namesAt(url: string): Promise<Named[]> {
  return reading(url, readNames);
}

const rename = (kind: string, schema: string, name: string): string =>
  `pg_catalog.format('ALTER %s %I.%I RENAME TO %I;', pg_catalog.upper(${kind}), ${schema}, ${name}, pg_catalog.left(${name}, 52) || ' of others')`;

const question = `
  SELECT ${plainNameSql("namespace.nspname", "class.relname")} AS name, kind, true AS "isRelation", class.reltype <> 0 AS "isType",
         CASE WHEN indrelid IS NOT NULL THEN ${plainNameSql("spaces.nspname", "of_table.relname")} END AS table, NULL::text[] AS labels,
         ${rename("CASE kind WHEN 'composite type' THEN 'type' ELSE kind END", "namespace.nspname", "class.relname")} AS rename
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    LEFT JOIN pg_catalog.pg_index ON indexrelid = class.oid
    LEFT JOIN pg_catalog.pg_class AS of_table ON of_table.oid = indrelid
    LEFT JOIN pg_catalog.pg_namespace AS spaces ON spaces.oid = of_table.relnamespace
   CROSS JOIN LATERAL (SELECT CASE class.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'composite type' ELSE 'table' END AS kind) AS kinds
   WHERE class.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I', 'c') AND ${inUserSchema("namespace.nspname")}
  UNION ALL
  SELECT ${plainNameSql("nspname", "typname")}, kind, false, true, NULL,
         CASE typtype WHEN 'e' THEN ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = type.oid ORDER BY enumsortorder) END,
         ${rename("kind", "nspname", "typname")}
    FROM pg_catalog.pg_type AS type JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace
   CROSS JOIN LATERAL (SELECT CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END AS kind) AS kinds
   WHERE typrelid = 0 AND ${inUserSchema()} AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS element WHERE element.typarray = type.oid)
   ORDER BY 1, 2`;
