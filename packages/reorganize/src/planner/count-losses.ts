import { type Catalog, columnOf } from "../catalog/catalog.js";
import { ask } from "../findings/ask.js";
import type { Loss, LossReason } from "../plan/loss.js";
import type { Source } from "../plan/plan.js";
import type { Warning } from "../plan/warning.js";
import { reading } from "../session/read-only.js";
import type { LosingTable } from "../steps/losing-table.js";

export interface CountedLosses {
  /** The largest part of a table first. */
  readonly losses: readonly Loss[];
  /** Tables that the server could not count them for. */
  readonly unchecked: readonly Warning[];
}

/**
 * Counts in the database of `url`, in one read-only transaction, the rows that leave programs' sight.
 *
 * @param catalog of that database
 */
export async function countLosses(
  url: string,
  catalog: Catalog,
  tables: readonly LosingTable[],
  sources: readonly Source[],
): Promise<CountedLosses> {
  return reading(url, async (reader) => {
    const typeOf = (name: string, column: string): string | undefined => {
      const table = catalog.tables.get(name);
      return table && columnOf(table, column)?.type;
    };
    const [losses, unchecked]: [Loss[], Warning[]] = [[], []];
    const whole = new Set<string>();
    for (const one of tables) {
      const { rows, refused } = await ask<Counted>(
        reader,
        one.countSql({ sources, typeOf, whole }),
      );
      if (rows === undefined) {
        const check = { code: "losses", sqlState: refused } as const;
        unchecked.push({ code: "not checked", on: { table: one.table }, check });
        continue;
      }
      if (rows.every(({ reason }) => reason === null)) whole.add(one.table);
      losses.push(...lossOf(one, rows));
    }
    const inOrder = losses.sort(
      (one, other) => partOf(other) - partOf(one) || compareTexts(one.table, other.table),
    );
    return { losses: inOrder, unchecked };
  });
}

interface Counted {
  /** Null for all rows of the table. */
  readonly reason: string | null;
  readonly rows: number;
}

function lossOf({ table, reasons }: LosingTable, counted: readonly Counted[]): Loss[] {
  const found = counted.flatMap(({ reason, rows }): LossReason[] => {
    const known = reasons.find((one) => one.reason === reason);
    return known ? [{ ...known, rows }] : [];
  });
  const rows = found.reduce((sum, one) => sum + one.rows, 0);
  if (rows === 0) return [];
  const of = counted.find(({ reason }) => reason === null)?.rows ?? 0;
  const inOrder = found.sort(
    (one, other) => other.rows - one.rows || compareTexts(one.reason, other.reason),
  );
  return [{ table, of, rows, reasons: inOrder }];
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function partOf({ rows, of }: Loss): number {
  return rows / of;
}
