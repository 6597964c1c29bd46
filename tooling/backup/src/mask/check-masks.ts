import { quoteIdentifier } from "@deepiri/database/without-client";
import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";
import { UnmaskableColumn } from "../errors.js";
import type { RowSource } from "../rows/row-source.js";

/**
 * Whether the masked rows satisfy the CHECKs of their tables, asked before anything is written.
 *
 * @throws UnmaskableColumn naming the CHECKs
 */
export async function assertChecksHold(
  client: pg.Client,
  sources: readonly RowSource[],
): Promise<void> {
  const broken: string[] = [];
  for (const source of sources.filter(({ replaced }) => replaced?.size))
    for (const { name, rule } of await readChecks(client, source.table)) {
      const { rows } = await client.query(
        `SELECT EXISTS (SELECT FROM (SELECT ${shownColumns(source)} FROM ONLY ${keyOf(source.table)}) AS masked WHERE NOT (${rule})) AS broken`,
      );
      if (rows[0].broken)
        broken.push(`${quoteIdentifier(name)} of ${keyOf(source.table)}: ${rule}`);
    }
  if (broken.length > 0)
    throw new UnmaskableColumn(
      `Masked rows would break ${broken.join("; ")}. Take the mark away from these columns, or back up without these tables.`,
    );
}

async function readChecks(
  client: pg.Client,
  { oid }: Table,
): Promise<{ readonly name: string; readonly rule: string }[]> {
  const { rows } = await client.query(
    `SELECT conname AS name, pg_catalog.pg_get_expr(conbin, conrelid) AS rule FROM pg_catalog.pg_constraint
      WHERE conrelid = $1::oid AND contype = 'c' AND convalidated ORDER BY conname`,
    [oid],
  );
  return rows;
}

/** The table as it will be: masked columns behind those that they replace, under the same names. */
function shownColumns({ table, replaced }: RowSource): string {
  return table.columns
    .map(
      ({ name }) => `${replaced?.get(name) ?? quoteIdentifier(name)} AS ${quoteIdentifier(name)}`,
    )
    .join(", ");
}
