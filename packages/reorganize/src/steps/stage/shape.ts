import { readCatalog } from "../../catalog/catalog.js";
import { actionsBetween, readFacts } from "../../catalog/delta/facts.js";
import { readUnmanagedTriggers } from "../../catalog/unmanaged-triggers.js";
import type { Step } from "../../plan/step.js";
import { planConversions } from "../convert/convert-columns.js";
import { planNewTypes } from "../convert/new-types.js";
import { historyTables, readRecorded, settledPackages } from "../record/record.js";
import type { Rehearsal } from "../rehearsal.js";
import { planRepairs } from "../repair/plan-repairs.js";
import { aroundDependents, namesOf, readObstructing } from "../reshape/around-dependents.js";
import { planReshape } from "../reshape/plan-reshape.js";
import type { CompatibilityViews } from "../shared/compatibility-views.js";

/** Mends or sets aside the rows that break a rule of the target. */
export async function mendRows(rehearsal: Rehearsal): Promise<void> {
  const { copy, target, mapping, perform } = rehearsal;
  const here = await readCatalog(copy);
  await perform(planRepairs(here, target.catalog, await unsettled(rehearsal), mapping));
}

/** Gives every table the target's columns, types and rules. */
export async function takeShape(rehearsal: Rehearsal, views: CompatibilityViews): Promise<void> {
  const { copy, target, ours, perform } = rehearsal;
  await perform(planNewTypes(await readCatalog(copy), target.catalog));
  const from = await readCatalog(copy);
  await perform(await planConversions(copy, from, target.catalog, ours, views));
  await perform(await reshapeSteps(rehearsal, views));
}

/** Tables of packages that have not settled in this database: only their rows may break a rule. */
async function unsettled({ copy, target }: Rehearsal): Promise<Set<string>> {
  const { workspace, owners } = target;
  const recorded = await readRecorded(copy, workspace.packages);
  const settled = settledPackages(workspace.packages, recorded);
  return new Set([...owners].filter(([, key]) => !settled.has(key)).map(([name]) => name));
}

async function reshapeSteps(
  { copy, target, ours }: Rehearsal,
  views: CompatibilityViews,
): Promise<Step[]> {
  const [here, there] = [await readFacts(copy.url), await readFacts(target.url)];
  const from = await readCatalog(copy);
  const histories = historyTables(target.workspace.packages.map((one) => one.historySchema));
  const steps = planReshape({
    there: actionsBetween(here, there),
    back: actionsBetween(there, here),
    from,
    to: target.catalog,
    ours: new Set([...ours, ...histories]),
    strangers: await readUnmanagedTriggers(copy, target),
    views,
  });
  const ownViews = namesOf([...views.values()].flat());
  return aroundDependents(steps, await readObstructing(copy, from, target.catalog, ownViews));
}
