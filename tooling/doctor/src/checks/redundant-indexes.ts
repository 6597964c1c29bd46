import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface Row {
  readonly tableId: number;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly id: number;
  readonly method: string;
  /** One text per key column: expression or number, operator class, collation, order. */
  readonly keys: readonly string[];
  /** Numbers of all columns that it holds, those of INCLUDE too. */
  readonly columns: readonly number[];
  readonly predicate: string | null;
  readonly isUnique: boolean;
  readonly nullsDistinct: boolean;
  /** Whether a constraint, a replica identity or a clustering needs it. */
  readonly isNeeded: boolean;
  readonly isPartitioned: boolean;
  readonly bytes: number;
}

/** Indexes that do nothing that another of the same table does not. */
export const redundantIndexes = catalogueCheck<Row>({
  name: "redundant indexes",
  sql: `
WITH ${userTables}
SELECT user_table.oid::int8::float8 AS "tableId", namespace.nspname::text AS schema, user_table."table",
       class.relname::text AS name, class.oid::int8::float8 AS id, am.amname::text AS method,
       ARRAY(SELECT concat_ws(' ', CASE WHEN index.indkey[place] = 0
                      THEN pg_get_indexdef(index.indexrelid, place + 1, false) ELSE index.indkey[place]::text END,
                    index.indclass[place], index.indcollation[place], index.indoption[place])
               FROM generate_series(0, index.indnkeyatts - 1) AS place ORDER BY place) AS keys,
       index.indkey::int2[]::int4[] AS columns,
       pg_get_expr(index.indpred, index.indrelid) AS predicate,
       index.indisunique AS "isUnique", NOT index.indnullsnotdistinct AS "nullsDistinct",
       index.indisreplident OR index.indisclustered OR index.indisprimary OR index.indisexclusion
         OR EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid) AS "isNeeded",
       class.relkind = 'I' AS "isPartitioned",
       class.relpages::float8 * current_setting('block_size')::int AS bytes
  FROM user_table
  JOIN pg_index AS index ON index.indrelid = user_table.oid
  JOIN pg_class AS class ON class.oid = index.indexrelid
  JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
  JOIN pg_am AS am ON am.oid = class.relam
 WHERE index.indisvalid AND NOT class.relispartition
 ORDER BY 2, 3, class.oid`,
  find: (rows) => [...byTable(rows).values()].flatMap(findInTable),
});

function byTable(rows: readonly Row[]): Map<number, Row[]> {
  const tables = new Map<number, Row[]>();
  for (const row of rows) tables.set(row.tableId, [...(tables.get(row.tableId) ?? []), row]);
  return tables;
}

function findInTable(indexes: readonly Row[]): Finding[] {
  return indexes.flatMap((one) => {
    const others = indexes.filter((other) => other !== one && replaces(other, one));
    const better = others.find((other) => !(replaces(one, other) && goesFirst(one, other)));
    return better ? [findingOf(one, better)] : [];
  });
}

/** Whether whatever `one` is for, `other` does as well. */
function replaces(other: Row, one: Row): boolean {
  if (one.isNeeded || one.method !== other.method || one.predicate !== other.predicate)
    return false;
  const isSame = isEqual(one.keys, other.keys);
  if (one.isUnique)
    return (
      isSame && other.isUnique && one.nullsDistinct === other.nullsDistinct && holds(other, one)
    );
  // Only a tree is as good for the first of its columns as one of these alone.
  const isPrefix =
    one.method === "btree" && isEqual(one.keys, other.keys.slice(0, one.keys.length));
  return (isSame || isPrefix) && holds(other, one);
}

/** Of two that replace each other, whether the first is the one to keep: the older of both. */
function goesFirst(one: Row, other: Row): boolean {
  return one.id < other.id;
}

function holds(other: Row, one: Row): boolean {
  return one.columns.every((column) => other.columns.includes(column));
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, place) => key === other[place]);
}

function findingOf(one: Row, by: Row): Finding {
  const { schema, table, name, bytes } = one;
  const isDuplicate = isEqual(one.keys, by.keys);
  const drop = one.isPartitioned ? "DROP INDEX" : "DROP INDEX CONCURRENTLY";
  return {
    code: isDuplicate ? "duplicate-index" : "redundant-index",
    severity: isDuplicate ? "warning" : "info",
    subject: { kind: "index", schema, table, name },
    evidence: { replacedBy: by.name, bytes },
    remedy: { sql: [`${drop} ${quoteTable(schema, name)}`] },
  };
}
