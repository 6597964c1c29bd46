import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import type { Limits } from "../check/limits.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";
import { createIndexSafely, type Partition } from "./create-index-safely.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly referenced: string;
  readonly rows: number;
  /** Predicates of the indexes that begin with these columns; null is none. */
  readonly predicates: readonly (string | null)[];
  /** Null for a table that is not partitioned. */
  readonly partitions: readonly Partition[] | null;
}

/** Keys by which PostgreSQL has to look for rows whenever a referenced row goes or changes its key. */
export const foreignKeyIndexes = catalogueCheck<Row>({
  name: "foreign key indexes",
  // Of a partitioned table the one that its partitions' come from.
  sql: `
WITH ${userTables},
fk AS (
  SELECT con.*, user_table.schema, user_table."table", user_table.relkind, user_table.reltuples
    FROM pg_constraint AS con JOIN user_table ON user_table.oid = con.conrelid
   WHERE con.contype = 'f' AND con.conparentid = 0
)
SELECT fk.schema, fk."table", fk.conname::text AS name,
       ARRAY(SELECT attname::text FROM unnest(fk.conkey) WITH ORDINALITY AS key (attnum, place)
               JOIN pg_attribute AS att ON att.attrelid = fk.conrelid AND att.attnum = key.attnum
              ORDER BY place) AS columns,
       fk.confrelid::regclass::text AS referenced,
       CASE WHEN fk.relkind = 'p' THEN
         (SELECT COALESCE(sum(greatest(leaf.reltuples, 0)), 0)::float8 FROM pg_partition_tree(fk.conrelid) AS tree
            JOIN pg_class AS leaf ON leaf.oid = tree.relid WHERE tree.isleaf)
         ELSE greatest(fk.reltuples, 0)::float8 END AS rows,
       ARRAY(SELECT pg_get_expr(index.indpred, index.indrelid)
               FROM pg_index AS index
               JOIN pg_class AS class ON class.oid = index.indexrelid
               JOIN pg_am AS am ON am.oid = class.relam
              WHERE index.indrelid = fk.conrelid AND index.indisvalid
                AND index.indnkeyatts >= cardinality(fk.conkey)
                AND (am.amname = 'btree' OR am.amname = 'hash' AND cardinality(fk.conkey) = 1)
                AND (index.indkey::int2[])[0:cardinality(fk.conkey) - 1] @> fk.conkey) AS predicates,
       CASE WHEN fk.relkind = 'p' THEN
         (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'table', relname, 'isLeaf', isleaf, 'level', level,
                    'parent', (SELECT relname FROM pg_class WHERE pg_class.oid = parentrelid)) ORDER BY level, nspname, relname)
            FROM pg_partition_tree(fk.conrelid)
            JOIN pg_class ON pg_class.oid = relid JOIN pg_namespace ON pg_namespace.oid = relnamespace) END AS partitions
  FROM fk
 ORDER BY 1, 2, 3`,
  find: (rows, { limits }) =>
    rows
      .filter((row) => !row.predicates.some((predicate) => isServed(predicate, row.columns)))
      .map((row) => findingOf(row, limits)),
});

/** Whether an index of this predicate finds every row that refers to something: all but those with a NULL. */
function isServed(predicate: string | null, columns: readonly string[]): boolean {
  if (predicate === null) return true;
  const implied = columns.flatMap((column) =>
    [column, quoteIdentifier(column)].map((name) => `(${name} IS NOT NULL)`),
  );
  const rest = implied.reduce((text, one) => text.replaceAll(one, ""), predicate);
  return rest.replaceAll(" AND ", "").replaceAll(/[()]/g, "") === "";
}

function findingOf(
  { schema, table, name, columns, referenced, rows, partitions }: Row,
  { smallTableRows }: Limits,
): Finding {
  const sql = partitions
    ? createIndexSafely({ schema, table }, columns, partitions)
    : [
        `CREATE INDEX CONCURRENTLY ON ${quoteTable(schema, table)} (${columns.map(quoteIdentifier).join(", ")})`,
      ];
  return {
    code: "foreign-key-without-index",
    severity: rows < smallTableRows ? "info" : "warning",
    subject: { kind: "foreign key", schema, table, name },
    evidence: { columns, referenced, rows },
    remedy: { sql },
  };
}
