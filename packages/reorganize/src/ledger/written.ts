import { ownSchema } from "../catalog/own-schema.js";
import { indent } from "../session/indent.js";
import { literal } from "../session/literal.js";
import type { Queryable } from "../session/queryable.js";
import type { Baseline } from "./baseline.js";

export type Operation = "insert" | "update" | "delete";

/** By how much writes changed the fingerprint of a bucket. */
export interface Change {
  readonly bucket: number;
  readonly added: string;
  readonly removed: string;
  readonly sums: readonly string[];
}

export interface Written extends Change {
  readonly operation: Operation;
}

const written = `${ownSchema}.written`;

/** SQL that makes the table of captured writes. It has no unique index, so writers never wait for each other in it. */
export const writtenSql = [
  `CREATE TABLE IF NOT EXISTS ${written} (
    relation text NOT NULL, writer xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
    operation text NOT NULL, bucket integer NOT NULL, added bigint NOT NULL, removed bigint NOT NULL,
    sums numeric[] NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS written_relation_idx ON ${written} (relation)`,
];

/**
 * SQL that captures what a write changed.
 *
 * @param changes a query of bucket, added, removed and sums
 */
export function insertWrittenSql(relation: string, operation: Operation, changes: string): string {
  return `INSERT INTO ${written} (relation, operation, bucket, added, removed, sums)
SELECT ${literal(relation)}, ${literal(operation)}, bucket, added, removed, sums::numeric[]
  FROM (
    ${indent(changes, 4)}) AS change`;
}

/** PL/pgSQL that leaves the block unless programs have inserted rows since a baseline was taken. */
export const unlessInserted = `IF pg_catalog.to_regclass('${written}') IS NULL THEN RETURN; END IF;
IF NOT EXISTS (SELECT FROM ${written} WHERE operation = 'insert') THEN RETURN; END IF;`;

/** How many writes are captured of a table; counting stops at `most`. */
export async function countWritten(
  reader: Queryable,
  relation: string,
  most: number,
): Promise<number> {
  const [row] = await reader.query<{ rows: string }>(
    `SELECT pg_catalog.count(*) AS rows
       FROM (SELECT FROM ${written} WHERE relation = $1 LIMIT $2) AS captured`,
    [relation, most],
  );
  return Number(row?.rows);
}

/**
 * What programs wrote to a table since its baseline, added up per operation and bucket. What the
 * baseline saw is in it already.
 *
 * @param sums how many there are of each row
 */
export async function writtenSince(
  reader: Queryable,
  { relation, snapshot }: Baseline,
  sums: number,
): Promise<Written[]> {
  return reader.query<Written>(
    `SELECT operation, bucket, pg_catalog.sum(added) AS added, pg_catalog.sum(removed) AS removed,
            ARRAY[${eachSum(sums)}]::text[] AS sums
       FROM ${written}
      WHERE relation = $1 AND NOT pg_catalog.pg_visible_in_snapshot(writer, $2::pg_snapshot)
      GROUP BY operation, bucket`,
    [relation, snapshot],
  );
}

/**
 * Adds up at most `batch` captured writes of a table, and forgets those that its baseline has seen.
 * The sum is filed as written by this transaction, which is later than the baseline as all parts of it were.
 */
export async function addUpWritten(
  transaction: Queryable,
  { relation, snapshot }: Baseline,
  { sums, batch }: { readonly sums: number; readonly batch: number },
): Promise<void> {
  await transaction.query(
    `WITH gone AS (
      DELETE FROM ${written} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${written} WHERE relation = $1 LIMIT $3 FOR UPDATE SKIP LOCKED))
      RETURNING *)
    INSERT INTO ${written} (relation, operation, bucket, added, removed, sums)
    SELECT $1, operation, bucket, pg_catalog.sum(added), pg_catalog.sum(removed), ARRAY[${eachSum(sums)}]
      FROM gone WHERE NOT pg_catalog.pg_visible_in_snapshot(writer, $2::pg_snapshot)
     GROUP BY operation, bucket`,
    [relation, snapshot, batch],
  );
}

function eachSum(sums: number): string {
  return Array.from({ length: sums }, (_, at) => `pg_catalog.sum(sums[${at + 1}])`).join(", ");
}
