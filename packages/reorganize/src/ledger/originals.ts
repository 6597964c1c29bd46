import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Queryable } from "../session/queryable.js";
import type { Session } from "../session/session.js";

/**
 * SQL name of the table of values that a repair changed: what they were, and what they became; `again`
 * of those repaired once more.
 */
export const originals = `${ownSchema}.originals`;

/** SQL that makes it. */
export const originalsSql = [
  `CREATE TABLE IF NOT EXISTS ${originals} (
    step text NOT NULL, key jsonb NOT NULL, before jsonb NOT NULL, after jsonb NOT NULL,
    again jsonb NOT NULL DEFAULT '[]', PRIMARY KEY (step, key))`,
];

/** What the values of a table's dropped columns are filed under instead of a step; `table` is `schema.table`. */
export function columnsKey(table: string): string {
  return `columns of ${table}`;
}

/** How many rows of which something is kept, by what it is filed under: a `stepKey` or a `columnsKey`. */
export async function countOriginals(session: Session): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ step: string; rows: string }>(
    `SELECT step, pg_catalog.count(DISTINCT key) AS rows FROM ${originals} GROUP BY 1 ORDER BY 1`,
  );
  return new Map(rows.map(({ step, rows }) => [step, Number(rows)]));
}

/** How many rows are filed under any of these keys. */
export async function countRepairedRows(
  reader: Queryable,
  keys: readonly string[],
): Promise<number> {
  const [row] = await reader.query<{ rows: string }>(
    `SELECT pg_catalog.count(DISTINCT key) AS rows FROM ${originals} WHERE step = ANY ($1) AND before <> '{}'`,
    [keys],
  );
  return Number(row?.rows);
}

/** SQL: what is filed under these keys, one row of the table each. */
export function originalsUnder(keys: readonly string[]): string {
  return `SELECT * FROM ${originals} WHERE step = ANY (ARRAY[${keys.map(literal).join(", ")}]::text[])`;
}
