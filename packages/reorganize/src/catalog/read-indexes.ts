import type { Queryable } from "../session/queryable.js";
import type { Index } from "./catalog.js";
import { groupByTable } from "./group-by-table.js";
import { inUserSchema } from "./user-schema.js";

/** Indexes of every table, those of constraints included. */
export async function readIndexes(reader: Queryable): Promise<Map<number, Index[]>> {
  const rows = await reader.query<Index & { table: number }>(`
    SELECT indrelid::int AS table, class.relname AS name,
           pg_catalog.pg_get_indexdef(indexrelid) AS definition,
           (CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END)
             || pg_catalog.substring(pg_catalog.pg_get_indexdef(indexrelid), ' USING (.*)$') AS body,
           indisunique AS unique, indnullsnotdistinct AS "nullsNotDistinct", indisvalid AS valid,
           EXISTS (SELECT FROM pg_catalog.pg_constraint
                    WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')) AS "ofConstraint",
           ARRAY(SELECT pg_catalog.pg_get_indexdef(indexrelid, position, true)
                   FROM pg_catalog.generate_series(1, indnkeyatts) AS position) AS keys,
           pg_catalog.pg_get_expr(indpred, indrelid) AS predicate
      FROM pg_catalog.pg_index
      JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE ${inUserSchema()}
     ORDER BY indrelid, class.relname`);
  return groupByTable(rows);
}
