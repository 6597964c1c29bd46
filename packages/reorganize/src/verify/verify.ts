import type { Catalog, Table } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Target } from "../catalog/with-target.js";
import { type Baseline, readBaselines } from "../ledger/baseline.js";
import { isApplied, readUnderway, type Stage } from "../ledger/plan.js";
import { recordVerifiedSql } from "../ledger/verified.js";
import type { Plan } from "../plan/plan.js";
import type { Problem } from "../plan/problem.js";
import type { Session } from "../session/session.js";
import { stepKinds } from "../steps/kinds.js";
import { checkForeseen } from "./check-foreseen.js";
import { checkIndexes } from "./check-indexes.js";
import { checkKeys } from "./check-keys.js";
import { checkSchema } from "./check-schema.js";
import { compactWritten } from "./compact-written.js";
import { outcomeOf } from "./projections/outcome.js";
import type { ProjectionsVerification } from "./projections/projections-verification.js";
import { verifyProjections } from "./projections/verify-projections.js";
import type { Verification } from "./verification.js";
import { verifyRows } from "./verify-rows.js";

/**
 * Compares every row with what it was when the plan began, through renames, moves, merges, conversions
 * and repairs, while programs go on writing. Once the plan is applied, also whether keys and indexes
 * hold and old names work, and whether all objects and rights are as the plan foresaw; with `target`,
 * whether the schema is the target's. Of rows that change shape it compares what their queries say with the
 * target, and accounts for each row of the sources. It changes nothing.
 */
export async function verify(session: Session, plan: Plan, target?: Target): Promise<Verification> {
  const baselines = await readBaselines(session);
  await compactWritten(session, baselines);
  const { tables, merging, lost } = await verifyRows(session, plan, baselines);
  const { stage = "applying", roles = [] } = (await readUnderway(session)) ?? {};
  const { problems: unforeseen, notes } =
    isApplied(stage) && plan.foreseen
      ? await checkForeseen(session, plan.foreseen, roles, plan.targetDatabase)
      : { problems: [], notes: [] };
  const problems = [
    ...lost.map(({ relation }) => baselineProblem("rows lost", relation)),
    ...(isApplied(stage) ? uncounted(plan, baselines) : []),
    ...(isApplied(stage) ? await checkRules(session, plan, target) : []),
    ...unforeseen,
  ];
  const shapes = await compareShapes(session, plan, stage);
  const isSound = problems.length === 0 && tables.every(({ ok }) => ok);
  return {
    stage,
    tables,
    merging,
    ...(shapes && { shapes }),
    problems,
    notes,
    ok: isSound && shapes?.ok !== false,
  };
}

/** Compares projections once they are filled, and writes down what it came to. */
async function compareShapes(
  session: Session,
  plan: Plan,
  stage: Stage,
): Promise<ProjectionsVerification | undefined> {
  if (!plan.projections || !isApplied(stage)) return undefined;
  const found = await verifyProjections(session, plan, stage === "switched");
  await session.transaction("record the verification", [
    recordVerifiedSql("last", outcomeOf(found)),
  ]);
  return found;
}

async function checkRules(
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
    ...(await checkKinds(session, plan, catalog)),
    ...(target ? await checkSchema(session, catalog, target) : []),
  ];
}

async function checkKinds(session: Session, plan: Plan, catalog: Catalog): Promise<Problem[]> {
  const baselines = await readBaselines(session);
  const columnsOf = (relation: string) =>
    baselines.find((one) => one.relation === relation)?.columns;
  const problems: Problem[] = [];
  for (const kind of stepKinds)
    problems.push(...((await kind.verify?.({ session, plan, catalog, columnsOf })) ?? []));
  return problems;
}

function uncounted({ sources }: Plan, baselines: readonly Baseline[]): Problem[] {
  return sources
    .filter(({ from }) => !baselines.some(({ relation }) => relation === from))
    .map(({ from }) => baselineProblem("not counted", from));
}

function baselineProblem(code: string, object: string): Problem {
  return { about: "baseline", code, object };
}
