import type { Queryable } from "../session/queryable.js";
import type { Index } from "./catalog.js";
import { groupByTable } from "./group-by-table.js";

/** Indexes of these tables, those of constraints included. */
export async function readIndexes(
  reader: Queryable,
  tables: readonly number[],
): Promise<Map<number, Index[]>> {
  const rows = await reader.query<Index & { table: number }>(
    `
    SELECT indrelid::int AS table, class.relname AS name, definition,
           (CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END) || tail.part AS body, tail.part AS "using",
           indisunique AS unique, indnullsnotdistinct AS "nullsNotDistinct", indisvalid AS valid,
           con.oid IS NOT NULL AS "ofConstraint",
           ARRAY(SELECT CASE WHEN number <> 0
                             THEN (SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute WHERE attrelid = indrelid AND attnum = number)
                             ELSE pg_catalog.pg_get_indexdef(indexrelid, position::int, true) END
                   FROM pg_catalog.unnest(indkey::int2[]) WITH ORDINALITY AS key (number, position)
                  WHERE position <= indnkeyatts ORDER BY position) AS keys,
           ${columnsIn("indkey[0:indnkeyatts - 1]", ["indexprs"])} AS "keyColumns",
           ${columnsIn("indkey::int2[]", ["indexprs", "indpred"])} AS columns,
           indexprs IS NOT NULL AS "hasExpressions",
           pg_catalog.pg_get_expr(indpred, indrelid) AS predicate
      FROM pg_catalog.pg_index
      JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
      JOIN pg_catalog.pg_class AS of_table ON of_table.oid = indrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      LEFT JOIN pg_catalog.pg_constraint AS con
        ON conrelid = indrelid AND conindid = indexrelid AND contype IN ('p', 'u', 'x'),
           pg_catalog.pg_get_indexdef(indexrelid) AS definition,
           LATERAL (SELECT pg_catalog.substr(definition, pg_catalog.length(${head}) + 1)) AS tail (part)
     WHERE indrelid = ANY ($1)
     ORDER BY indrelid, class.relname`,
    [tables],
  );
  return groupByTable(rows);
}

/** What a definition begins with, up to its USING. */
const head = `pg_catalog.format('CREATE %sINDEX %I ON %s%I.%I USING ', CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END,
             class.relname, CASE WHEN class.relkind = 'I' THEN 'ONLY ' ELSE '' END, namespace.nspname, of_table.relname)`;

// An expression's tree has the columns by number, whatever they are called.
function columnsIn(numbers: string, trees: readonly string[]): string {
  const read = trees.map(
    (tree) =>
      `UNION SELECT found[1]::int2 FROM pg_catalog.regexp_matches(${tree}::text, ':varattno ([0-9]+)', 'g') AS found`,
  );
  const named = (which: string): string =>
    `ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
            WHERE attrelid = indrelid AND attnum > 0 AND ${which} ORDER BY attname)`;
  // Most have none.
  return `CASE WHEN ${trees.map((tree) => `${tree} IS NULL`).join(" AND ")} THEN ${named(`attnum = ANY (${numbers})`)}
               ELSE ${named(`attnum IN (SELECT pg_catalog.unnest(${numbers}) ${read.join(" ")})`)} END`;
}
