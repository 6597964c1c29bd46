import { ownSchema } from "../catalog/own-schema.js";
import type { StepId } from "../plan/step.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { stepKey } from "./step-key.js";

/** What the journal says of one step. A step that is not in it was never begun, or is undone. */
export interface JournalRow {
  readonly step: string;
  readonly state: "begun" | "done" | "undoing" | "finished";
  /** Which run of the inverse is next, while undoing. */
  readonly run: number;
  readonly cursor: unknown;
  readonly rows: number;
}

/** What the journal says of every step that was begun, by `stepKey`. */
export type Journal = ReadonlyMap<string, JournalRow>;

const journal = `${ownSchema}.journal`;

/** SQL that makes the table. */
export const journalTableSql = [
  `CREATE TABLE IF NOT EXISTS ${journal} (
    step text PRIMARY KEY, state text NOT NULL, run integer NOT NULL DEFAULT 0, cursor jsonb,
    rows bigint NOT NULL DEFAULT 0, begun_at timestamptz NOT NULL DEFAULT clock_timestamp(), ended_at timestamptz)`,
];

/** Every step that was begun. */
export async function readJournal(session: Session): Promise<Journal> {
  const rows = await session.query<Omit<JournalRow, "rows"> & { rows: string }>(
    `SELECT step, state, run, cursor, rows FROM ${journal}`,
  );
  return new Map(rows.map((row) => [row.step, { ...row, rows: Number(row.rows) }]));
}

/** When a step was begun first; undefined when it was not. */
export async function readBegun(session: Session, id: StepId): Promise<Date | undefined> {
  const [row] = await session.query<{ begun: Date }>(
    `SELECT begun_at AS begun FROM ${journal} WHERE step = $1`,
    [stepKey(id)],
  );
  return row?.begun;
}

/** SQL that records where a step is. It commits together with what it records. */
export function journalSql(
  step: string,
  { state, run = 0, cursor = null, rows = 0 }: Partial<JournalRow>,
): string {
  const ended = state === "done" ? "clock_timestamp()" : "NULL";
  const values = [
    literal(step),
    literal(state ?? "begun"),
    literal(run),
    `${literal(cursor === null ? null : JSON.stringify(cursor))}::jsonb`,
    literal(rows),
    ended,
  ].join(", ");
  return `INSERT INTO ${journal} (step, state, run, cursor, rows, ended_at) VALUES (${values})
    ON CONFLICT (step) DO UPDATE SET state = EXCLUDED.state, run = EXCLUDED.run, cursor = EXCLUDED.cursor,
      rows = CASE WHEN EXCLUDED.state = 'undoing' THEN journal.rows ELSE journal.rows + EXCLUDED.rows END,
      ended_at = EXCLUDED.ended_at`;
}

/** SQL that forgets a step which is undone. */
export function forgetSql(step: string): string {
  return `DELETE FROM ${journal} WHERE step = ${literal(step)}`;
}
