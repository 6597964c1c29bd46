import type { Queryable } from "../session/queryable.js";
import type { Column } from "./catalog.js";
import { groupByTable } from "./group-by-table.js";
import { inUserSchema } from "./user-schema.js";

/** Columns of every table, in their order. Types carry their schema: the search_path is empty here. */
export async function readColumns(reader: Queryable): Promise<Map<number, Column[]>> {
  const rows = await reader.query<Column & { table: number }>(`
    SELECT attrelid::int AS table, attname AS name,
           CASE WHEN type_schema.nspname = 'pg_catalog'
                THEN pg_catalog.format_type(atttypid, atttypmod)
                ELSE pg_catalog.format('%I.%I', type_schema.nspname, typname) END AS type,
           attnotnull AS "notNull",
           CASE WHEN attgenerated = '' THEN pg_catalog.pg_get_expr(adbin, adrelid) END AS default,
           attgenerated <> '' AS generated, attidentity <> '' AS identity
      FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      JOIN pg_catalog.pg_type AS type ON type.oid = atttypid
      JOIN pg_catalog.pg_namespace AS type_schema ON type_schema.oid = typnamespace
      LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p') AND ${inUserSchema("namespace.nspname")}
     ORDER BY attrelid, attnum`);
  return groupByTable(rows);
}
