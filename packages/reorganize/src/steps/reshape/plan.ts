import { actionsBetween, readFacts } from "../../catalog/delta/facts.js";
import { readCatalog } from "../../catalog/read-catalog.js";
import { readUnmanagedTriggers } from "../../catalog/unmanaged-triggers.js";
import { historyTables } from "../record/record.js";
import type { Rehearsal } from "../rehearsal.js";
import { aroundDependents, namesOf, readObstructing } from "./around-dependents.js";
import { planReshape } from "./plan-reshape.js";

/** The rest of the difference: columns, defaults, rules, indexes, functions and triggers. */
export async function plan({ copy, target, ours, views, perform }: Rehearsal): Promise<void> {
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
  const obstructing = await readObstructing(copy, from, target.catalog, ownViews);
  await perform(aroundDependents(steps, obstructing));
}
