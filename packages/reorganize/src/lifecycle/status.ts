import { type Journal, readBegun, readJournal } from "../ledger/journal.js";
import { countOriginals } from "../ledger/originals.js";
import { readPlanTimes, readUnderway, type Stage, type Underway } from "../ledger/plan.js";
import { countQuarantined, type QuarantinedRows } from "../ledger/quarantine.js";
import { stepKey } from "../ledger/step-key.js";
import { readUses, type Use } from "../ledger/usage.js";
import type { Plan } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import { type Reorganizer, readReorganizer } from "../session/read-reorganizer.js";
import type { Session } from "../session/session.js";

/** How far a reorganization is. It holds no row of users. */
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
  readonly worker: Reorganizer | null;
  readonly quarantine: readonly QuarantinedRows[];
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
  const times = await readPlanTimes(session);
  return {
    stage: underway.stage,
    begunAt: times?.begun.toISOString() ?? "",
    appliedAt: times?.applied?.toISOString() ?? null,
    steps: { done, of: steps.length },
    current: await readCurrent(session, steps, journal, underway),
    worker: await readReorganizer(session),
    quarantine: await countQuarantined(session),
    repaired: repairedRows(steps, await countOriginals(session)),
    uses: await readUses(session),
  };
}

async function readCurrent(
  session: Session,
  steps: readonly Step[],
  journal: Journal,
  { stage }: Underway,
): Promise<CurrentStep | null> {
  const step = currentStep(steps, journal, stage);
  if (!step) return null;
  const begun = await readBegun(session, step.id);
  return {
    step,
    since: begun?.toISOString() ?? null,
    rows: journal.get(stepKey(step.id))?.rows ?? 0,
  };
}

function currentStep(steps: readonly Step[], journal: Journal, stage: Stage): Step | undefined {
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

// Values of columns that are dropped are originals too, and they are no repairs.
function repairedRows(
  steps: readonly Step[],
  originals: ReadonlyMap<string, number>,
): Status["repaired"] {
  const tables = new Map<string, number>();
  for (const { id, table = stepKey(id) } of steps) {
    const rows = id.kind === "repair" ? originals.get(stepKey(id)) : undefined;
    if (rows !== undefined) tables.set(table, (tables.get(table) ?? 0) + rows);
  }
  return [...tables].sort().map(([table, rows]) => ({ table, rows }));
}
