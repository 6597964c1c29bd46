import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";
import { assertChecksHold } from "../mask/check-masks.js";
import { type Marks, markPartitions, markSecrets } from "../mask/mark.js";
import { maskColumns } from "../mask/mask-columns.js";
import type { RowSource } from "../rows/row-source.js";
import { type SampleSize, sampleRows } from "../sample/sample-rows.js";

/** What is to be left out or replaced. */
export interface RowChoice {
  readonly sample?: SampleSize;
  /** Columns to mask beside those whose name says that they hold a secret; no mask if left out. */
  readonly marks?: Marks;
  /** Schemas whose tables are neither sampled nor masked: the histories of packages. */
  readonly untouched: readonly string[];
}

/**
 * Partitions that were detached from their tables, which no file names any more: nobody could say what in them
 * is personal, so a masked backup has none of their rows.
 */
const retiredSchema = "_retired";

/** Which rows of each table are saved, and how. */
export async function chooseRows(
  client: pg.Client,
  tables: readonly Table[],
  { sample, marks, untouched }: RowChoice,
): Promise<RowSource[]> {
  const touched = tables.filter(({ schema }) => !untouched.includes(schema));
  const ctids = sample && (await sampleRows(client, touched, sample));
  if (marks) markPartitions(marks, touched);
  if (marks) markSecrets(marks, touched);
  const replaced = marks && (await maskColumns(client, touched, marks));
  const sources = tables.map((table): RowSource => {
    const none = marks && table.schema === retiredSchema ? [] : undefined;
    const own = { ctids: none ?? ctids?.get(table.oid), replaced: replaced?.get(keyOf(table)) };
    return {
      table,
      ...(own.ctids && { ctids: [...own.ctids] }),
      ...(own.replaced && { replaced: own.replaced }),
    };
  });
  await assertChecksHold(client, sources);
  return sources;
}
