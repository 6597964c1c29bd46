import type { Queryable } from "../session/queryable.js";
import type { Constraint } from "./catalog.js";
import { groupByTable } from "./group-by-table.js";
import { plainNameSql } from "./table-name.js";

/** Constraints of these tables but NOT NULL, which belongs to the column. */
export async function readConstraints(
  reader: Queryable,
  tables: readonly number[],
): Promise<Map<number, Constraint[]>> {
  const rows = await reader.query<Constraint & { table: number }>(
    `
    SELECT con.conrelid::int AS table, con.conname AS name,
           CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
                WHEN 'f' THEN 'foreign key' ELSE 'exclusion' END AS kind,
           definition, con.convalidated AS validated,
           CASE WHEN con.convalidated OR NOT pg_catalog.starts_with(pg_catalog.reverse(definition), pg_catalog.reverse(' NOT VALID')) THEN definition
                ELSE pg_catalog.left(definition, -pg_catalog.length(' NOT VALID')) END AS rule,
           con.condeferrable AS deferrable, con.condeferred AS "initiallyDeferred",
           ${namesOf("con.conrelid", "con.conkey")} AS columns,
           pg_catalog.pg_get_expr(con.conbin, con.conrelid) AS expression,
           CASE WHEN con.contype = 'f' THEN pg_catalog.jsonb_build_object(
             'table', ${plainNameSql("target_schema.nspname", "target.relname")},
             'columns', ${namesOf("con.confrelid", "con.confkey")},
             'onDelete', con.confdeltype) END AS references
      FROM pg_catalog.pg_constraint AS con
      LEFT JOIN pg_catalog.pg_class AS target ON target.oid = con.confrelid
      LEFT JOIN pg_catalog.pg_namespace AS target_schema ON target_schema.oid = target.relnamespace
      CROSS JOIN pg_catalog.pg_get_constraintdef(con.oid) AS definition
     WHERE con.conrelid = ANY ($1) AND con.contype IN ('p', 'u', 'c', 'f', 'x') AND con.conparentid = 0
     ORDER BY con.conrelid, con.conname`,
    [tables],
  );
  return groupByTable(rows);
}

/** SQL: the names of columns of a relation, in the order of their numbers there. */
function namesOf(relation: string, numbers: string): string {
  return `ARRAY(SELECT (SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attnum = key.number)
                  FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS key (number, position) ORDER BY key.position)`;
}
