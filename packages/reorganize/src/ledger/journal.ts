import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { originalsSql } from "./originals.js";
import { renameLeftovers } from "./own-schema.js";
import { quarantineSql } from "./quarantine.js";
import { usageSql } from "./usage.js";

/** What the journal says of one step. A step that is not in it was never begun, or is undone. */
export interface JournalRow {
  readonly step: string;
  readonly state: "begun" | "done" | "undoing" | "finished";
  /** Which run of the inverse is next, while undoing. */
  readonly run: number;
  readonly cursor: unknown;
  readonly rows: number;
}

/** How far a reorganization has come as a whole. */
export type Stage = "applying" | "applied" | "undoing" | "finalizing";

/** What `_reorganize.plan` holds. */
export interface Underway {
  readonly hash: string;
  readonly plan: unknown;
  readonly stage: Stage;
}

const tables = [
  `CREATE SCHEMA IF NOT EXISTS ${ownSchema}`,
  `REVOKE ALL ON SCHEMA ${ownSchema} FROM PUBLIC`,
  `CREATE TABLE IF NOT EXISTS ${ownSchema}.plan (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    hash text NOT NULL, plan jsonb NOT NULL, stage text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(), applied_at timestamptz)`,
  `CREATE TABLE IF NOT EXISTS ${ownSchema}.journal (
    step text PRIMARY KEY, state text NOT NULL, run integer NOT NULL DEFAULT 0, cursor jsonb,
    rows bigint NOT NULL DEFAULT 0, begun_at timestamptz NOT NULL DEFAULT clock_timestamp(), ended_at timestamptz)`,
  ...quarantineSql,
  ...originalsSql,
];

/** Makes the journal, and writes down the plan that is about to be applied. */
export async function beginJournal(session: Session, plan: unknown, hash: string): Promise<void> {
  const row = `INSERT INTO ${ownSchema}.plan (hash, plan, stage)
    VALUES (${literal(hash)}, ${literal(JSON.stringify(plan))}, 'applying') ON CONFLICT DO NOTHING`;
  await session.transaction("make the journal", [renameLeftovers, ...tables, ...usageSql, row]);
}

/** The reorganization under way in this database, if there is one. */
export async function readUnderway(session: Session): Promise<Underway | undefined> {
  const [present] = await session.query<{ there: boolean }>(
    `SELECT to_regclass('${ownSchema}.plan') IS NOT NULL AS there`,
  );
  if (!present?.there) return undefined;
  const [row] = await session.query<Underway & { hash: string }>(
    `SELECT hash, plan, stage FROM ${ownSchema}.plan`,
  );
  return row;
}

/** Every step that was begun, by its id. */
export async function readJournal(session: Session): Promise<Map<string, JournalRow>> {
  const rows = await session.query<Omit<JournalRow, "rows"> & { rows: string }>(
    `SELECT step, state, run, cursor, rows FROM ${ownSchema}.journal`,
  );
  return new Map(rows.map((row) => [row.step, { ...row, rows: Number(row.rows) }]));
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
  return `INSERT INTO ${ownSchema}.journal (step, state, run, cursor, rows, ended_at) VALUES (${values})
    ON CONFLICT (step) DO UPDATE SET state = EXCLUDED.state, run = EXCLUDED.run, cursor = EXCLUDED.cursor,
      rows = CASE WHEN EXCLUDED.state = 'undoing' THEN journal.rows ELSE journal.rows + EXCLUDED.rows END,
      ended_at = EXCLUDED.ended_at`;
}

/** SQL that forgets a step which is undone. */
export function forgetSql(step: string): string {
  return `DELETE FROM ${ownSchema}.journal WHERE step = ${literal(step)}`;
}

/** SQL that says how far the whole is. */
export function stageSql(stage: Stage): string {
  const applied = stage === "applied" ? ", applied_at = now()" : "";
  return `UPDATE ${ownSchema}.plan SET stage = ${literal(stage)}${applied}`;
}
