import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";
import { assertChecksHold } from "../mask/check-masks.js";
import { type Marks, markSecrets } from "../mask/mark.js";
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

/** Which rows of each table are saved, and how. */
export async function chooseRows(
  client: pg.Client,
  tables: readonly Table[],
  { sample, marks, untouched }: RowChoice,
): Promise<RowSource[]> {
  const touched = tables.filter(({ schema }) => !untouched.includes(schema));
  const ctids = sample && (await sampleRows(client, touched, sample));
  if (marks) markSecrets(marks, touched);
  const replaced = marks && (await maskColumns(client, touched, marks));
  const sources = tables.map((table): RowSource => {
    const own = { ctids: ctids?.get(table.oid), replaced: replaced?.get(keyOf(table)) };
    return {
      table,
      ...(own.ctids && { ctids: [...own.ctids] }),
      ...(own.replaced && { replaced: own.replaced }),
    };
  });
  await assertChecksHold(client, sources);
  return sources;
}
