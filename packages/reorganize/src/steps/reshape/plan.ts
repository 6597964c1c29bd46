import { readStructure } from "../../catalog/delta/facts.js";
import { historyTables } from "../../catalog/migration-history.js";
import { structureOf } from "../../catalog/target-facts.js";
import { readUnmanagedTriggers } from "../../catalog/unmanaged-triggers.js";
import type { Rehearsal } from "../rehearsal.js";
import { readBelongings } from "./belongings.js";
import { namesOf, readObstructing } from "./dependents.js";
import { actionsBothWays } from "./difference.js";
import { dropTriggerSteps } from "./drop-triggers.js";
import { explainAlteration } from "./explain-alteration.js";
import { readNewPartitions } from "./new-partitions.js";
import { planReshape } from "./plan-reshape.js";
import { refuseReaders } from "./refuse-readers.js";

/** The rest of the difference: columns, defaults, rules, indexes, functions and triggers. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, readCatalog, target, mapping, ours, views, perform } = rehearsal;
  const from = await readCatalog();
  await perform(await dropTriggerSteps(copy, from, mapping));
  const unmanagedTriggers = await readUnmanagedTriggers(copy, target);
  await refuseReaders(rehearsal, from, unmanagedTriggers);
  const histories = historyTables(target.database.packages.map((one) => one.historySchema));
  const compatibilityViews = namesOf([...views.values()].flat());
  const belongings = await readBelongings(copy, from, target.catalog);
  const here = await readStructure(await copy.client());
  const there = await structureOf(target);
  const steps = planReshape({
    ...actionsBothWays(here, there, { from, to: target.catalog, belongings }),
    from,
    belongings,
    to: target.catalog,
    ours: new Set([...ours, ...histories]),
    partitions: await readNewPartitions(target, ours, from),
    unmanagedTriggers,
    views,
    dependents: await readObstructing(copy, from, target.catalog, compatibilityViews),
  });
  await perform(steps).catch(async (error) => {
    throw await explainAlteration(error, steps, from, rehearsal);
  });
}
