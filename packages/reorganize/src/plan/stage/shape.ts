import { readCatalogue } from "../../inventory/catalogue.js";
import { aroundDependents, namesOf, readObstructing } from "../../step/around-dependents.js";
import { planConversions } from "../../step/convert-columns.js";
import { planNewTypes } from "../../step/new-types.js";
import type { OldNameViews } from "../../step/old-name-views.js";
import { historyTables, readRecorded, settledPackages } from "../../step/record.js";
import { planRepairs } from "../../step/repair/plan-repairs.js";
import { planReshape } from "../../step/reshape/plan-reshape.js";
import { actionsBetween, readFacts } from "../facts.js";
import type { Step } from "../plan.js";
import { readStrangeTriggers } from "../strange-triggers.js";
import type { Rehearsal } from "./rehearsal.js";

/** Mends or sets aside the rows that break a rule of the target. */
export async function mendRows(rehearsal: Rehearsal): Promise<void> {
  const { copy, target, mapping, perform } = rehearsal;
  const here = await readCatalogue(copy);
  await perform(planRepairs(here, target.catalogue, await unsettled(rehearsal), mapping));
}

/** Gives every table the target's columns, types and rules. */
export async function takeShape(rehearsal: Rehearsal, views: OldNameViews): Promise<void> {
  const { copy, target, ours, perform } = rehearsal;
  await perform(planNewTypes(await readCatalogue(copy), target.catalogue));
  const from = await readCatalogue(copy);
  await perform(await planConversions(await copy.client(), from, target.catalogue, ours, views));
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
  views: OldNameViews,
): Promise<Step[]> {
  const [here, there] = [await readFacts(copy.url), await readFacts(target.url)];
  const from = await readCatalogue(copy);
  const histories = historyTables(target.workspace.packages.map((one) => one.historySchema));
  const steps = planReshape({
    there: actionsBetween(here, there),
    back: actionsBetween(there, here),
    from,
    to: target.catalogue,
    ours: new Set([...ours, ...histories]),
    strangers: await readStrangeTriggers(copy, target),
    views,
  });
  const ownViews = namesOf([...views.values()].flat());
  return aroundDependents(steps, await readObstructing(copy, from, target.catalogue, ownViews));
}
