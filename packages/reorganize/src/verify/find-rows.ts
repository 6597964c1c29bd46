import { sqlName } from "../catalog/catalog.js";
import type { CapturedTable } from "../ledger/baseline.js";
import type { Queryable } from "../session/queryable.js";
import { keyTexts, shapeInTable } from "./captured-table.js";
import { type Contents, commonColumns } from "./contents.js";
import { bucketAndWeight, extraSums } from "./fingerprint.js";
import type { Sum, Sums } from "./sums.js";
import type { DifferingRow } from "./verification.js";

/** How many differing rows are named, and how many rows among which others are. */
const most = 5;

/** Names the first rows that differ, given what is expected less what is found in the buckets that differ. */
export async function findRows(
  reader: Queryable,
  contents: Contents,
  wrong: Sums,
): Promise<DifferingRow[]> {
  const captured = contents.sources[0] as CapturedTable;
  if (captured.key.length === 0) return [];
  const columns = commonColumns(contents).length;
  const finder = new RowFinder(reader, contents);
  const found: DifferingRow[] = [];
  for (const [bucket, sum] of [...wrong].sort(([left], [right]) => left - right).slice(0, most))
    found.push(...(await nameRow(finder, captured, bucket, sum, columns)));
  return found;
}

async function nameRow(
  finder: RowFinder,
  captured: CapturedTable,
  bucket: number,
  sum: Sum,
  columns: number,
): Promise<DifferingRow[]> {
  const [check = 0n, weighted = 0n, high = 0n, low = 0n] = sum.values.slice(
    columns,
    columns + extraSums,
  );
  const weight = check !== 0n && weighted % check === 0n ? weighted / check : undefined;
  const keys = weight === undefined ? [] : await finder.withWeight(bucket, weight);
  if (keys.length > 0) return [{ how: sum.rows < 0n ? "extra" : "changed", keys }];
  if (sum.rows === 1n) return [{ how: "missing", keys: [keyOf(captured, high, low)] }];
  return [{ how: "among", keys: await finder.inBucket(bucket) }];
}

/** The key of the one row that is missing, where its key is a number. */
function keyOf({ keyNumber }: CapturedTable, high: bigint, low: bigint): readonly string[] | null {
  if (keyNumber === "none") return null;
  if (keyNumber === "integer") return [String(low)];
  const digits = [high, low]
    .map((half) => BigInt.asUintN(64, half).toString(16).padStart(16, "0"))
    .join("");
  return [digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")];
}

class RowFinder {
  readonly #key: string;
  readonly #texts: string;
  readonly #table: string;

  constructor(
    readonly reader: Queryable,
    { table, sources }: Contents,
  ) {
    const captured = sources[0] as CapturedTable;
    this.#key = shapeInTable(captured, table).key;
    this.#texts = keyTexts(captured, table);
    this.#table = sqlName(table);
  }

  withWeight(bucket: number, weight: bigint): Promise<string[][]> {
    return this.#keys(`${bucketAndWeight(this.#key)} = ARRAY[$1::bigint, $2::bigint]`, [
      bucket,
      String(weight),
    ]);
  }

  inBucket(bucket: number): Promise<string[][]> {
    return this.#keys(`(${bucketAndWeight(this.#key)})[1] = $1::bigint`, [bucket]);
  }

  async #keys(where: string, values: unknown[]): Promise<string[][]> {
    const rows = await this.reader.query<{ key: string[] }>(
      `SELECT ${this.#texts} AS key FROM ${this.#table} WHERE ${where} LIMIT ${most}`,
      values,
    );
    return rows.map(({ key }) => key);
  }
}
