import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";

/** Rows of one table that are in quarantine for the same reason. */
export interface QuarantinedRows {
  /** `schema.table`. */
  readonly table: string;
  readonly reason: string;
  readonly rows: number;
}

/** SQL name of the table of rows that the target cannot hold: whole, with the reason. */
export const quarantine = `${ownSchema}.quarantine`;

/** SQL that makes it. */
export const quarantineSql = [
  `CREATE TABLE IF NOT EXISTS ${quarantine} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, step text NOT NULL, relation text NOT NULL,
    key jsonb NOT NULL, row jsonb NOT NULL, reason text NOT NULL,
    quarantined_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE INDEX IF NOT EXISTS quarantine_step_idx ON ${quarantine} (step, relation)`,
];

/** SQL that lets its rows be found by key, which only merges need. */
export const quarantineKeySql = `CREATE INDEX IF NOT EXISTS quarantine_key_idx ON ${quarantine} (key)`;

/** How many rows of which tables are in quarantine, and why. */
export async function countQuarantined(session: Session): Promise<QuarantinedRows[]> {
  const rows = await session.query<{ table: string; reason: string; rows: string }>(
    `SELECT relation AS table, reason, pg_catalog.count(*) AS rows FROM ${quarantine}
      GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}

/** SQL: the rows, as jsonb `row`, that are in quarantine from tables of these names. */
export function quarantinedFrom(relations: readonly string[]): string {
  return `SELECT "row" FROM ${quarantine} WHERE relation = ANY (ARRAY[${relations.map(literal).join(", ")}]::text[])`;
}
