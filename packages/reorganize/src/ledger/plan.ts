import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { hasTable } from "./has-table.js";

/** How far a reorganization has come as a whole; rows that change shape are switched before it is finalized. */
export type Stage = "applying" | "applied" | "switching" | "switched" | "undoing" | "finalizing";

/** Whether all steps are done, and none is undone or finished yet. */
export function isApplied(stage: Stage): boolean {
  return stage === "applied" || stage === "switching" || stage === "switched";
}

/** The reorganization that is under way in a database. */
export interface Underway {
  readonly hash: string;
  readonly plan: unknown;
  readonly stage: Stage;
  /** The roles that the plan says all of: any other was made since, or came to rights that the plan does not know. */
  readonly roles: readonly string[];
}

/** SQL name of the table that holds the plan under way, in one row. */
const plan = `${ownSchema}.plan`;

/** SQL that makes it. */
export const planSql = [
  `CREATE TABLE IF NOT EXISTS ${plan} (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    hash text NOT NULL, plan jsonb NOT NULL, stage text NOT NULL, roles text[] NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(), applied_at timestamptz)`,
];

/**
 * SQL that records the plan that is about to be applied, if none is.
 *
 * @param unknown roles with rights that it says nothing of
 */
export function insertPlanSql(content: unknown, hash: string, unknown: readonly string[]): string {
  return `INSERT INTO ${plan} (hash, plan, stage, roles)
    VALUES (${literal(hash)}, ${literal(JSON.stringify(content))}, 'applying',
            ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles
                   WHERE rolname <> ALL (ARRAY[${unknown.map(literal).join(", ")}]::text[]))) ON CONFLICT DO NOTHING`;
}

/** SQL that records how far the whole is. */
export function stageSql(stage: Stage): string {
  const applied = stage === "applied" ? ", applied_at = now()" : "";
  return `UPDATE ${plan} SET stage = ${literal(stage)}${applied}`;
}

/** The reorganization under way in this database, if there is one. */
export async function readUnderway(session: Session): Promise<Underway | undefined> {
  if (!(await hasTable(session, plan))) return undefined;
  const [row] = await session.query<Underway>(`SELECT hash, plan, stage, roles FROM ${plan}`);
  return row;
}

/** When the reorganization under way began, and when its last step ended. */
export async function readPlanTimes(
  session: Session,
): Promise<{ readonly begun: Date; readonly applied: Date | null } | undefined> {
  const [row] = await session.query<{ begun: Date; applied: Date | null }>(
    `SELECT begun_at AS begun, applied_at AS applied FROM ${plan}`,
  );
  return row;
}

/** For how many milliseconds the plan has been applied, by the server's clock; 0 when it is not. */
export async function readAppliedForMs(session: Session): Promise<number> {
  const [row] = await session.query<{ elapsed: number | null }>(
    `SELECT EXTRACT(epoch FROM pg_catalog.clock_timestamp() - applied_at)::float8 * 1000 AS elapsed FROM ${plan}`,
  );
  return row?.elapsed ?? 0;
}
