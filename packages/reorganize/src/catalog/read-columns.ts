import type { Queryable } from "../session/queryable.js";
import type { Column } from "./catalog.js";
import { groupByTable } from "./group-by-table.js";
import { plainNameSql } from "./table-name.js";

/** Columns of these tables, in their order. Types carry their schema: the search_path is empty here. */
export async function readColumns(
  reader: Queryable,
  tables: readonly number[],
): Promise<Map<number, Column[]>> {
  const rows = await reader.query<Column & { table: number }>(
    `
    SELECT attrelid::int AS table, attname AS name,
           CASE WHEN type_schema.nspname = 'pg_catalog'
                THEN pg_catalog.format_type(atttypid, atttypmod)
                ELSE pg_catalog.format('%I.%I', type_schema.nspname, typname)
                     || COALESCE(pg_catalog.substring(pg_catalog.format_type(atttypid, atttypmod), '\\([^"]*\\)'), '') END AS type,
           attnotnull AS "notNull",
           CASE WHEN attgenerated = '' THEN pg_catalog.pg_get_expr(adbin, adrelid) END AS default,
           attgenerated <> '' AS generated, attgenerated = 'v' AS virtual, attidentity <> '' AS identity,
           CASE WHEN typtype = 'e' THEN ${plainNameSql("type_schema.nspname", "typname")} END AS "enumType",
           CASE WHEN atttypid = 'pg_catalog.text'::pg_catalog.regtype THEN pg_catalog.to_jsonb('unlimited'::text)
                WHEN atttypid <> 'pg_catalog.varchar'::pg_catalog.regtype THEN NULL
                WHEN atttypmod < 0 THEN pg_catalog.to_jsonb('unlimited'::text)
                ELSE pg_catalog.to_jsonb(atttypmod - 4) END AS "maxLength",
           COALESCE(NULLIF(type.typbasetype, 0), atttypid) IN ('pg_catalog.int2'::pg_catalog.regtype, 'pg_catalog.int4'::pg_catalog.regtype,
                        'pg_catalog.int8'::pg_catalog.regtype, 'pg_catalog.numeric'::pg_catalog.regtype,
                        'pg_catalog.float4'::pg_catalog.regtype, 'pg_catalog.float8'::pg_catalog.regtype) AS "isNumber",
           ${defaultGives} AS "defaultGives",
           adbin IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_depend JOIN pg_catalog.pg_class AS sequence ON sequence.oid = refobjid
                    WHERE classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND objid = pg_attrdef.oid
                      AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND sequence.relkind = 'S') AS "drawsFromSequence",
           CASE WHEN attcollation <> typcollation THEN (
             SELECT pg_catalog.format('%I.%I', nspname, collname) FROM pg_catalog.pg_collation AS own
               JOIN pg_catalog.pg_namespace AS its ON its.oid = collnamespace WHERE own.oid = attcollation) END AS collation
      FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_type AS type ON type.oid = atttypid
      JOIN pg_catalog.pg_namespace AS type_schema ON type_schema.oid = typnamespace
      LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = ANY ($1) AND attnum > 0 AND NOT attisdropped
     ORDER BY attrelid, attnum`,
    [tables],
  );
  return groupByTable(rows);
}

// What an expression calls stands in its tree by number, whatever functions and columns are named; most
// defaults call nothing. A cast by way of text is taken for one that depends on the session's settings.
const defaultGives = `
  CASE WHEN adbin IS NULL THEN NULL
       WHEN adbin::text LIKE '%{NEXTVALUEEXPR %' OR ${calls("v")} THEN 'any value'
       WHEN adbin::text LIKE '%{SQLVALUEFUNCTION %' OR adbin::text LIKE '%{COERCEVIAIO %' OR ${calls("s")}
         THEN 'one value a statement'
       ELSE 'one value' END`;

function calls(volatility: "v" | "s"): string {
  return `adbin::text LIKE '%funcid %' AND EXISTS (
            SELECT FROM pg_catalog.regexp_matches(adbin::text, ':(?:funcid|opfuncid) ([0-9]+)', 'g') AS call
              JOIN pg_catalog.pg_proc AS proc ON proc.oid = call[1]::oid WHERE provolatile = '${volatility}')`;
}
