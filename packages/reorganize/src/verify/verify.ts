import type { Table } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Target } from "../catalog/with-target.js";
import { readUnderway } from "../ledger/journal.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { type Baseline, readBaselines } from "./baseline.js";
import { checkIndexes } from "./check-indexes.js";
import { checkKeys } from "./check-keys.js";
import { checkOldNames } from "./check-old-names.js";
import { checkSchema } from "./check-schema.js";
import { compactWritten } from "./compact-written.js";
import type { Problem, Verification } from "./verification.js";
import { verifyRows } from "./verify-rows.js";

/**
 * Compares every row with what it was when the plan began, through renames, moves, merges, conversions
 * and repairs, while programs go on writing. Once the plan is applied, also whether keys and indexes
 * hold and old names work; with `target`, whether the schema is the target's. It changes nothing.
 */
export async function verify(session: Session, plan: Plan, target?: Target): Promise<Verification> {
  const baselines = await readBaselines(session);
  await compactWritten(session, baselines);
  const { tables, merging, lost } = await verifyRows(session, plan, baselines);
  const stage = (await readUnderway(session))?.stage ?? "applying";
  const problems = [
    ...lost.map(({ relation }) => aboutRows(relation, "its rows are nowhere to be found")),
    ...(stage === "applied" ? uncounted(plan, baselines) : []),
    ...(stage === "applied" ? await checkPromises(session, plan, target) : []),
  ];
  return {
    stage,
    tables,
    merging,
    problems,
    ok: problems.length === 0 && tables.every(({ ok }) => ok),
  };
}

async function checkPromises(
  session: Session,
  plan: Plan,
  target: Target | undefined,
): Promise<Problem[]> {
  const catalog = await readCatalog(session);
  const names = new Set([...plan.sources.map(({ to }) => to), ...(target?.owners.keys() ?? [])]);
  const tables = [...names].flatMap((name): Table[] => {
    const table = catalog.tables.get(name ?? "");
    return table ? [table] : [];
  });
  return [
    ...(await checkKeys(session, tables, catalog)),
    ...checkIndexes(tables),
    ...(await checkOldNames(session, plan, catalog)),
    ...(target ? await checkSchema(session, catalog, target) : []),
  ];
}

function uncounted({ sources }: Plan, baselines: readonly Baseline[]): Problem[] {
  return sources
    .filter(({ from }) => !baselines.some(({ relation }) => relation === from))
    .map(({ from }) => aboutRows(from, "its rows were not counted before, so none can be missed"));
}

function aboutRows(object: string, what: string): Problem {
  return { about: "baseline", object, what };
}
