import { type Journal, readBegun, readJournal } from "../ledger/journal.js";
import { countOriginals } from "../ledger/originals.js";
import {
  isApplied,
  readPlanTimes,
  readUnderway,
  type Stage,
  type Underway,
} from "../ledger/plan.js";
import { countQuarantined, type QuarantinedRows } from "../ledger/quarantine.js";
import { stepKey } from "../ledger/step-key.js";
import { readUses, type Use } from "../ledger/usage.js";
import { readVerified } from "../ledger/verified.js";
import type { Plan } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import { type Reorganizer, readReorganizer } from "../session/read-reorganizer.js";
import type { Session } from "../session/session.js";
import type { Account } from "../verify/projections/projections-verification.js";
import { accountFor } from "../verify/projections/verify-projections.js";
import { type Naming, readNaming } from "./read-naming.js";

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
  /** Functions whose texts name old names, whether they are called or not. */
  readonly naming: readonly Naming[];
  /** Rows that change shape; absent where none do. */
  readonly shapes?: ShapeStatus;
}

/** How far rows that change shape are. */
export interface ShapeStatus {
  /** New tables stand beside the old ones, are filled, are in step; then the new ones count, and the old ones go. */
  readonly phase: "parallel" | "fill" | "in step" | "switched" | "finalizing" | "undoing";
  /** What has become of the rows of every old table; none before all are filled. */
  readonly accounts: readonly Account[];
  /**
   * How many rows of new tables were not as the queries say when that was last verified, as ISO 8601 in UTC. Between
   * verifications none falls behind: what is written to old tables is projected in the same transaction.
   */
  readonly behind: { readonly rows: number; readonly verifiedAt: string } | null;
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
  const plan = underway.plan as Plan;
  const { steps } = plan;
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
    naming: await readNaming(session, plan),
    ...(plan.projections && { shapes: await readShapes(session, plan, journal, underway) }),
  };
}

async function readShapes(
  session: Session,
  plan: Plan,
  journal: Journal,
  { stage }: Underway,
): Promise<ShapeStatus> {
  const last = await readVerified(session, "last");
  return {
    phase: phaseOf(plan, journal, stage),
    accounts: isApplied(stage) ? await accountFor(session, plan) : [],
    behind: last ? { rows: last.differing, verifiedAt: last.at.toISOString() } : null,
  };
}

function phaseOf({ steps }: Plan, journal: Journal, stage: Stage): ShapeStatus["phase"] {
  if (stage === "applied") return "in step";
  if (stage === "applying") {
    const following = steps.filter(({ id }) => id.kind === "project" && id.action === "follow");
    const isFollowed = following.every(({ id }) => journal.get(stepKey(id))?.state === "done");
    return isFollowed ? "fill" : "parallel";
  }
  return stage === "switching" ? "switched" : stage;
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
    case "switching":
    case "switched":
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
