import type { SumRow } from "../ledger/baseline.js";

/** The fingerprint of the rows of one bucket. */
export interface Sum {
  rows: bigint;
  values: bigint[];
}

/** Fingerprints by bucket. */
export type Sums = Map<number, Sum>;

/** Adds to `sums`, or subtracts from it. */
export function add(sums: Sums, rows: readonly SumRow[], sign: 1n | -1n = 1n): void {
  for (const { bucket, rows: count, sums: values } of rows) {
    const numbers = values.map((value) => BigInt(value));
    const sum = sums.get(bucket) ?? { rows: 0n, values: numbers.map(() => 0n) };
    sum.rows += sign * BigInt(count);
    sum.values = sum.values.map((value, at) => value + sign * (numbers[at] ?? 0n));
    sums.set(bucket, sum);
  }
}

/** Rows of all buckets together. */
export function countRows(rows: readonly Pick<SumRow, "rows">[]): number {
  return rows.reduce((total, row) => total + Number(row.rows), 0);
}

/** Whether nothing is left over in a bucket. */
export function isZero({ rows, values }: Sum): boolean {
  return rows === 0n && values.every((value) => value === 0n);
}
