import type { KeyNumber } from "../ledger/baseline.js";
import { indent } from "../session/indent.js";

/**
 * The fingerprint of a set of rows: sums over the rows, so that it does not depend on their order, and
 * what is written later is added and subtracted. In this order:
 * a hash of each column's text; a short hash of the whole row; that times a hash of the key, which
 * identifies the one row by which two sets differ; and the key itself as two numbers, where it is one.
 */
export interface FingerprintShape {
  /** SQL of each column's text. */
  readonly columns: readonly string[];
  /** Whether it is part of the hash of the whole row, for each of them. */
  readonly checked: readonly boolean[];
  /** SQL of the key's text; "''" without a key, which puts all rows into one bucket. */
  readonly key: string;
  /** What the key is as a number. */
  readonly number: KeyNumber;
}

const buckets = 256;

/** How many sums there are beside those of the columns. */
export const extraSums = 4;

/** The last of them, which sum up keys as numbers. */
export const keySums = 2;

const rowBits = 0xffffff;
const keyBits = 0x7fffffff;

const countsSql = [
  "pg_catalog.count(*) FILTER (WHERE sign > 0) AS added",
  "pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed",
].join(", ");

/** SQL of a hash as `fingerprintSql` uses it. It is not a cryptographic one. */
function hashSql(text: string): string {
  return `pg_catalog.hashtextextended(${text} COLLATE "C", 0)`;
}

/**
 * SQL that fingerprints the rows of `from` per bucket of their keys, in one scan: bucket, rows and
 * sums. With `sign`, an expression over a row, rows are added (1) or subtracted (-1), and both counted.
 */
export function fingerprintSql(
  { columns, checked, key, number }: FingerprintShape,
  from: string,
  { sign }: { readonly sign?: string } = {},
): string {
  const hashes = columns.map((text, at) => `${hashSql(text)} AS h${at}`);
  const [high, low] = halves(key, number);
  const signed = (value: string) => (sign ? `sign * ${value}` : value);
  const sums = [
    ...columns.map((_, at) => `h${at}`),
    "check_sum",
    `check_sum * (key_hash >> 8 & ${keyBits})`,
    "key_high",
    "key_low",
  ].map((value) => `COALESCE(pg_catalog.sum(${signed(value)}), 0)`);
  const parts = columns.flatMap((_, at) =>
    checked[at] ? [`COALESCE(h${at} & ${rowBits}, 0)`] : [],
  );
  const check = parts.join(" + ") || "0::bigint";
  const hashed = [
    ...hashes,
    `${hashSql(key)} AS key_hash`,
    `${high} AS key_high`,
    `${low} AS key_low`,
  ];
  if (sign) hashed.push(`${sign} AS sign`);
  // OFFSET 0 keeps the planner from computing each hash again wherever it is named.
  return `SELECT (key_hash & ${buckets - 1})::int AS bucket,
       ${sign ? countsSql : "pg_catalog.count(*) AS rows"},
       ARRAY[
         ${sums.join(",\n         ")}
       ]::text[] AS sums
  FROM (
    SELECT *, ${check} AS check_sum
      FROM (
        SELECT ${hashed.join(",\n               ")}
          FROM ${indent(from, 15)}
        OFFSET 0) AS hashed
    OFFSET 0) AS summed
 GROUP BY 1`;
}

/** SQL: the bucket of a row, and the weight that its key has in the sums. */
export function bucketAndWeight(key: string): string {
  return `ARRAY[${hashSql(key)} & ${buckets - 1}, ${hashSql(key)} >> 8 & ${keyBits}]`;
}

function halves(key: string, number: KeyNumber): readonly [string, string] {
  if (number === "none") return ["0", "0"];
  if (number === "integer") return ["0", `(${key})::bigint`];
  const digits = `pg_catalog.replace(${key}, '-', '')`;
  return [
    `('x' || pg_catalog.substr(${digits}, 1, 16))::bit(64)::bigint`,
    `('x' || pg_catalog.substr(${digits}, 17, 16))::bit(64)::bigint`,
  ];
}
