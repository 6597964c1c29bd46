import { ownSchema } from "../catalog/own-schema.js";
import type { Queryable } from "../session/queryable.js";
import type { Session } from "../session/session.js";
import { hasTable } from "./has-table.js";

/** How the values of a column are compared; the exact text is for those that keep their type. */
export type Form = "text" | "number" | "time" | "json" | "document" | `as ${string}`;

/** How a key is summed up so that it can be read again from a difference. */
export type KeyNumber = "uuid" | "integer" | "none";

/** A table of the source as it was when its baseline was taken; kept with it. */
export interface CapturedTable {
  /** `schema.table` before. */
  readonly relation: string;
  readonly oid: number;
  readonly columns: readonly CapturedColumn[];
  /** The primary key's columns, in the order of their new names; empty without one. */
  readonly key: readonly string[];
  readonly keyNumber: KeyNumber;
  /** The table of the target that it becomes, if any, and whether by merging its rows into another one. */
  readonly to: string | null;
  readonly merged: boolean;
}

export interface CapturedColumn {
  readonly name: string;
  /** What the target calls it. */
  readonly renamed: string;
  /** As the source has it. */
  readonly type: string;
  readonly form: Form;
  /** Whether all tables that become one with it have it too, so that whole rows are comparable. */
  readonly shared: boolean;
}

/** What was in a table before the first step. */
export interface Baseline extends CapturedTable {
  readonly rows: number;
  /** What was visible when it was counted; what is captured of others came later. */
  readonly snapshot: string;
}

/** A fingerprint as PostgreSQL sends it. */
export interface SumRow {
  readonly bucket: number;
  readonly rows: string;
  readonly sums: readonly string[];
}

const baseline = `${ownSchema}.baseline`;

/** SQL that makes the table of what was in each table before the first step. */
export const baselineSql = [
  `CREATE TABLE IF NOT EXISTS ${baseline} (
    relation text PRIMARY KEY, captured jsonb NOT NULL, rows bigint NOT NULL, snapshot pg_snapshot NOT NULL,
    sums jsonb NOT NULL, taken_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp())`,
];

/** Every baseline that was taken; none before `takeBaseline`. */
export async function readBaselines(session: Session): Promise<Baseline[]> {
  if (!(await hasTable(session, baseline))) return [];
  const rows = await session.query<{ captured: CapturedTable; rows: string; snapshot: string }>(
    `SELECT captured, rows, snapshot::text FROM ${baseline} ORDER BY relation`,
  );
  return rows.map((row) => ({ ...row.captured, rows: Number(row.rows), snapshot: row.snapshot }));
}

/** Keeps a baseline with the snapshot of the transaction, in which the fingerprint was read. */
export async function insertBaseline(
  transaction: Queryable,
  captured: CapturedTable,
  sums: readonly SumRow[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO ${baseline} (relation, captured, rows, snapshot, sums)
     VALUES ($1, $2, $3, pg_catalog.pg_current_snapshot(), $4)`,
    [
      captured.relation,
      JSON.stringify(captured),
      sums.reduce((all, one) => all + Number(one.rows), 0),
      JSON.stringify(sums),
    ],
  );
}

/** The fingerprint of a baseline. */
export async function readBaselineSums(
  reader: Queryable,
  { relation }: Pick<Baseline, "relation">,
): Promise<readonly SumRow[]> {
  const [row] = await reader.query<{ sums: SumRow[] }>(
    `SELECT sums FROM ${baseline} WHERE relation = $1`,
    [relation],
  );
  return row?.sums ?? [];
}
