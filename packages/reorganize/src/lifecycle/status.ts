import { ownSchema } from "../catalog/own-schema.js";
import {
  type JournalRow,
  readJournal,
  readUnderway,
  type Stage,
  type Underway,
} from "../ledger/journal.js";
import { readUses, type Use } from "../ledger/read-uses.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";

/** How far a reorganization is. It holds no row of people. */
export interface Status {
  readonly stage: Stage;
  /** When the first step began, and when the last one ended, as ISO 8601 in UTC. */
  readonly begunAt: string;
  readonly appliedAt: string | null;
  /** Steps that are applied now, of all. */
  readonly steps: { readonly done: number; readonly of: number };
  /** What is next, or was under way when it stopped. */
  readonly current: CurrentStep | null;
  /** The session that works on it just now. */
  readonly worker: { readonly pid: number; readonly since: string } | null;
  readonly quarantine: readonly { table: string; reason: string; rows: number }[];
  /** Rows of which a value was repaired. */
  readonly repaired: readonly { table: string; rows: number }[];
  readonly uses: readonly Use[];
}

export interface CurrentStep {
  readonly step: Step;
  readonly since: string | null;
  readonly rows: number;
}

/** How far the reorganization of the database is; undefined when none is under way. */
export async function readStatus(session: Session): Promise<Status | undefined> {
  const underway = await readUnderway(session);
  if (!underway) return undefined;
  const { steps } = underway.plan as Plan;
  const journal = await readJournal(session);
  const done = [...journal.values()].filter(({ state }) => state === "done").length;
  return {
    stage: underway.stage,
    ...(await readTimes(session)),
    steps: { done, of: steps.length },
    current: await readCurrent(session, steps, journal, underway),
    worker: await readWorker(session),
    quarantine: await readQuarantine(session),
    repaired: await readRepaired(session, steps),
    uses: await readUses(session),
  };
}

async function readTimes(session: Session): Promise<Pick<Status, "begunAt" | "appliedAt">> {
  const [row] = await session.query<{ begun: Date; applied: Date | null }>(
    `SELECT begun_at AS begun, applied_at AS applied FROM ${ownSchema}.plan`,
  );
  return {
    begunAt: row?.begun.toISOString() ?? "",
    appliedAt: row?.applied?.toISOString() ?? null,
  };
}

async function readCurrent(
  session: Session,
  steps: readonly Step[],
  journal: ReadonlyMap<string, JournalRow>,
  { stage }: Underway,
): Promise<CurrentStep | null> {
  const step = currentStep(steps, journal, stage);
  if (!step) return null;
  const [row] = await session.query<{ begun: Date }>(
    `SELECT begun_at AS begun FROM ${ownSchema}.journal WHERE step = $1`,
    [stepKey(step.id)],
  );
  return {
    step,
    since: row?.begun.toISOString() ?? null,
    rows: journal.get(stepKey(step.id))?.rows ?? 0,
  };
}

function currentStep(
  steps: readonly Step[],
  journal: ReadonlyMap<string, JournalRow>,
  stage: Stage,
): Step | undefined {
  switch (stage) {
    case "applied":
      return undefined;
    case "applying":
      return steps.find(({ id }) => journal.get(stepKey(id))?.state !== "done");
    case "undoing":
      return steps.findLast(({ id }) => journal.has(stepKey(id)));
    case "finalizing":
      return steps.findLast(
        ({ id, finish }) => finish && journal.get(stepKey(id))?.state === "done",
      );
  }
}

async function readWorker(session: Session): Promise<Status["worker"]> {
  const [row] = await session.query<{ pid: number; since: Date }>(
    `SELECT pid, backend_start AS since FROM pg_catalog.pg_stat_activity AS activity
      WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
        AND application_name = pg_catalog.current_setting('application_name')
        AND EXISTS (SELECT FROM pg_catalog.pg_locks AS lock
                     WHERE lock.pid = activity.pid AND locktype = 'advisory' AND granted)
      ORDER BY backend_start LIMIT 1`,
  );
  return row ? { pid: row.pid, since: row.since.toISOString() } : null;
}

async function readQuarantine(session: Session): Promise<Status["quarantine"]> {
  const rows = await session.query<{ table: string; reason: string; rows: string }>(
    `SELECT relation AS table, reason, pg_catalog.count(*) AS rows FROM ${ownSchema}.quarantine
      GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}

async function readRepaired(session: Session, steps: readonly Step[]): Promise<Status["repaired"]> {
  const rows = await session.query<{ step: string; rows: string }>(
    `SELECT step, pg_catalog.count(DISTINCT key) AS rows FROM ${ownSchema}.originals GROUP BY 1 ORDER BY 1`,
  );
  // Values of columns that go are kept there too, and they are no repairs.
  const repairing = new Map(
    steps.flatMap(({ id, table = stepKey(id) }) =>
      id.kind === "repair" ? [[stepKey(id), table] as const] : [],
    ),
  );
  const tables = new Map<string, number>();
  for (const { step, rows: count } of rows) {
    const table = repairing.get(step);
    if (table !== undefined) tables.set(table, (tables.get(table) ?? 0) + Number(count));
  }
  return [...tables].sort().map(([table, count]) => ({ table, rows: count }));
}
