import { definitionsFingerprint } from "@deepiri/workspace";
import { checkPrivileges } from "../catalog/check-privileges.js";
import { type Objects, readObjects } from "../catalog/objects/read-objects.js";
import { fingerprintOf, fingerprintSchema } from "../catalog/observer/fingerprint.js";
import { observe } from "../catalog/observer/observe.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { readUniqueRules } from "../catalog/read-unique-rules.js";
import { plainName } from "../catalog/table-name.js";
import { withScratch } from "../catalog/with-scratch.js";
import { type Target, withTarget } from "../catalog/with-target.js";
import { decide } from "../findings/decide/decide.js";
import { OpenDecisionsError } from "../findings/open-decisions-error.js";
import { readInventory } from "../findings/take-inventory.js";
import { readUnderway } from "../ledger/plan.js";
import type { LostRule } from "../plan/lost-rule.js";
import type { Mapping } from "../plan/mapping.js";
import type { Plan } from "../plan/plan.js";
import type { ObjectName } from "../plan/subject.js";
import type { UnmanagedObject } from "../plan/unmanaged-object.js";
import type { Warning } from "../plan/warning.js";
import { readWorkspaceMapping } from "../plan/workspace-mapping.js";
import { reading } from "../session/read-only.js";
import { withSession } from "../session/with-session.js";
import { readAccessBefore, readAccessChanges } from "./access/watch-access.js";
import { accountFor } from "./accounting/account-for.js";
import { readAlwaysFired, refuseAlwaysFired } from "./always-fired.js";
import { askBrokenWrites } from "./ask-broken-writes.js";
import { askLosses } from "./ask-losses.js";
import { brokenWrites, readWrites } from "./compare-writes.js";
import { copySource } from "./copy-source.js";
import { countLosses } from "./count-losses.js";
import { SchemaChangedError, UnderwayError } from "./errors.js";
import { explainFailure } from "./explain-failure.js";
import { type End, foreseenOf } from "./foresee.js";
import { readLostRules } from "./lost-rules.js";
import { compareOutcomes } from "./old-names/compare-outcomes.js";
import { readOldNames, tryStatements } from "./old-names/try-statements.js";
import { type PlannedSteps, planSteps } from "./plan-steps.js";
import { type Rows, realEstimates } from "./real-estimates.js";
import { readState, rehearseRollback } from "./rehearse.js";
import { unmanagedObjects } from "./unmanaged-objects.js";
import { warningsOf } from "./warnings.js";

export interface PlanOptions {
  /** The decisions that no catalog can make; those of the workspace if left out. */
  readonly mapping?: Mapping;
  /** Rows of each table that the steps are tried on, before those that they lead to; 200 if left out. */
  readonly sampleRows?: number;
  /** Called with what is being done. */
  readonly onProgress?: (what: string) => void;
}

export interface MadePlan {
  readonly plan: Plan;
}

/**
 * Plans how the database of `url` comes to the target. The steps are made by doing them on a scratch
 * copy of its schema with some of its rows, and are undone there, before there is a plan. The database
 * itself is only read.
 *
 * @throws OpenDecisionsError when the mapping does not decide every finding
 * @throws RehearsalError when undoing the steps does not restore the copy
 */
export async function makePlan(url: string, options: PlanOptions = {}): Promise<MadePlan> {
  const { sampleRows = 200, onProgress = () => {} } = options;
  await checkPlannable(url);
  onProgress("Building the target in a scratch database");
  return withTarget(url, async (target) => {
    const mapping = options.mapping ?? (await readWorkspaceMapping(target.workspace));
    const observed = await withSession(url, observe);
    const source = fingerprintOf(observed);
    const { report, source: catalog } = await readInventory(url, target, {
      mapping,
      onProgress,
    });
    const { decisions, unmanaged, open } = decide(report, catalog, target, mapping);
    if (open.length > 0) throw new OpenDecisionsError(open);
    onProgress("Copying the schema and some rows to a scratch database");
    const planned = await withScratch(url, async (copy) => {
      await copySource(url, copy, sampleRows);
      return tryOut(copy, target, mapping, onProgress);
    });
    await checkUnchanged(url, source);
    onProgress("Counting the rows that leave programs' sight");
    const { losses, unchecked } = await countLosses(url, planned.losing, planned.sources);
    const asked = askLosses(losses, target.catalog, mapping);
    if (asked.length > 0) throw new OpenDecisionsError(asked);
    const { steps, sources } = realEstimates(planned, rowsOf(report.tables), planned.copied);
    const plan: Plan = {
      format: 1,
      database: report.database,
      source,
      target: definitionsFingerprint(target.workspace.packages),
      steps,
      sources,
      losses,
      ...(planned.lostRules.length > 0 && { lostRules: planned.lostRules }),
      foreseen: foreseenOf(observed, planned.end),
      decisions,
      unmanaged: withObjects(unmanaged, unmanagedObjects(report.objects, await objectsOf(target))),
      warnings: [
        ...planned.access,
        ...planned.refused,
        ...warningsOf(steps, sources, report.objects, report.findings),
        ...planned.changes,
        ...unchecked,
      ],
    };
    return { plan };
  });
}

interface TriedSteps extends PlannedSteps {
  /** The copy after the last step. */
  readonly end: End;
  /** Rows of the copy's tables before the first step. */
  readonly copied: Rows;
  readonly access: readonly Warning[];
  /** What fails on old names. */
  readonly refused: readonly Warning[];
  /** What hung on tables and is not as it was. */
  readonly changes: readonly Warning[];
  readonly lostRules: readonly LostRule[];
}

/** Makes the steps by doing them on the copy, and undoes them there. */
async function tryOut(
  copy: string,
  target: Target,
  mapping: Mapping,
  onProgress: (what: string) => void,
): Promise<TriedSteps> {
  return withSession(copy, async (session) => {
    const start = await readState(session);
    const catalog = await readCatalog(session);
    const rules = await readUniqueRules(session);
    const writes = await readWrites(copy, catalog);
    const explain = (cause: Error) => explainFailure(session, cause);
    const access = await readAccessBefore(session);
    const fired = await readAlwaysFired(session);
    onProgress("Trying the steps on the scratch copy");
    const planned = await planSteps(session, target, mapping).catch(explain);
    refuseAlwaysFired(fired, planned.steps, planned.sources);
    onProgress("Writing as programs do");
    const end = await readCatalog(session);
    const broken = await brokenWrites(copy, writes, end, planned.sources);
    if (broken.length > 0) throw new OpenDecisionsError(askBrokenWrites(broken));
    const lostRules = await readLostRules(session, { catalog, rules }, end, planned.sources);
    const { changes: changed, after: accessAfter } = await readAccessChanges(
      session,
      access,
      planned,
    );
    const before = { objects: start.objects, catalog };
    const after = { objects: await observe(session), catalog: end };
    const changes = await accountFor(before, after, target, planned.sources);
    const names = await readOldNames(session, catalog);
    const outcomes = await tryStatements(session, names);
    onProgress("Undoing the steps on the scratch copy");
    await rehearseRollback(session, planned.steps, start).catch(explain);
    // What was restored is what there was before the first step.
    const refused = compareOutcomes(await tryStatements(session, names), outcomes);
    return {
      ...planned,
      end: { objects: after.objects, access: accessAfter },
      copied: rowsOf([...catalog.tables.values()]),
      access: changed,
      refused,
      changes,
      lostRules,
    };
  });
}

function rowsOf(tables: readonly { schema: string; name: string; rows: number }[]): Rows {
  return new Map(tables.map((table) => [plainName(table), table.rows]));
}

async function objectsOf(target: Target): Promise<Objects> {
  return reading(target.url, readObjects);
}

/** A finding says more of an object than that it is there. */
function withObjects(
  found: readonly UnmanagedObject[],
  objects: readonly UnmanagedObject[],
): UnmanagedObject[] {
  const isFound = ({ kind, name }: ObjectName): boolean =>
    found.some(({ object }) => object.kind === kind && object.name === name);
  return [...found, ...objects.filter(({ object }) => !isFound(object))];
}

async function checkPlannable(url: string): Promise<void> {
  await withSession(url, async (session) => {
    await checkPrivileges(session);
    const underway = await readUnderway(session);
    if (underway) throw new UnderwayError(session.displayUrl, underway.stage);
  });
}

async function checkUnchanged(url: string, source: string): Promise<void> {
  if ((await fingerprintSchema(url)) === source) return;
  throw new SchemaChangedError();
}
