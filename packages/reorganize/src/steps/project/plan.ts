import type { Catalog } from "../../catalog/catalog.js";
import type { Mapping } from "../../plan/mapping.js";
import type { PlannedProjection } from "../../plan/planned-projection.js";
import { describeForPlan } from "../../projection/describe-for-plan.js";
import { evaluateSql } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { hasSources, readProjections, readWaysBack } from "../../projection/read-projections.js";
import { tablesRead } from "../../projection/read-query.js";
import type { Rehearsal } from "../rehearsal.js";
import { followedTables, isTarget } from "./followed.js";
import { waitingInVain } from "./in-vain.js";
import type { Projecting } from "./projecting.js";
import { referencesOf, referrersOf, watchedKeys } from "./references.js";
import { releaseStep, retiredTables, retireSteps } from "./retire.js";
import {
  advanceSteps,
  afterSteps,
  beforeSteps,
  convertStep,
  enforceSteps,
  fillSteps,
  followStep,
  indexSteps,
  type NumbersAfter,
  prepareStep,
  retryStep,
} from "./steps.js";

/**
 * The target tables stand already: they are filled from their sources while triggers keep them in step. Parents
 * come first, so that rows find what they refer to.
 */
export async function plan({
  copy,
  readCatalog,
  mapping,
  perform,
  recordProjections,
}: Rehearsal): Promise<void> {
  if (!(await hasSources(await readCatalog(), mapping))) return;
  // Queries may name them.
  await perform([convertStep()]);
  const here = await readCatalog();
  const projections = await readProjections(copy, here, mapping);
  const both = [...projections, ...(await readWaysBack(copy, here, mapping))];
  const all = await Promise.all(both.map((one) => projecting(one, both, here, mapping)));
  const followed = followedTables(both);
  const numbersAfter = await readNumbersAfter(here, mapping);
  const made = all.filter(({ projection }) => !projection.back);
  const planned = await Promise.all(made.map((one) => plannedProjection(one, here)));
  const retired = retiredTables(projections, here, mapping);
  await perform([
    prepareStep(all),
    ...projections.flatMap(({ name }) => beforeSteps(name, mapping.projections[name] ?? {})),
    ...both.flatMap(indexSteps),
    ...enforceSteps(both),
    ...(await Promise.all(followed.map(followStep))),
    ...(await Promise.all(projections.map(fillSteps))).flat(),
    retryStep(made, here),
    ...advanceSteps(projections, numbersAfter),
    ...projections.flatMap(({ name }) => afterSteps(name, mapping.projections[name] ?? {})),
    ...retireSteps(retired, planned, projections),
    ...followed.filter(isTarget).map(releaseStep),
  ]);
  recordProjections(
    planned,
    retired.map(({ retired: one }) => one),
  );
}

/** What the numbers of a target table are to go on behind, by the table, as far as it is known here. */
async function readNumbersAfter(
  { tables }: Catalog,
  { projections }: Mapping,
): Promise<NumbersAfter> {
  const after = new Map<string, string[]>();
  for (const [name, { to, numbersAfter }] of Object.entries(projections)) {
    if (numbersAfter === undefined) continue;
    const read = await tablesRead(name, numbersAfter);
    if (!read.every((table) => tables.has(table))) continue;
    after.set(to, [...(after.get(to) ?? []), `(${numbersAfter})`]);
  }
  return after;
}

function plannedProjection(projecting: Projecting, catalog: Catalog): Promise<PlannedProjection> {
  const { projection, references } = projecting;
  const late = references.flatMap((one) => one.late);
  return describeForPlan(projection, [...new Set(late)], waitingInVain(projecting, catalog));
}

async function projecting(
  projection: Projection,
  all: readonly Projection[],
  catalog: Catalog,
  mapping: Mapping,
): Promise<Projecting> {
  const referrers = referrersOf(projection, catalog, all);
  return {
    projection,
    evaluate: await evaluateSql(projection.query),
    references: referencesOf(projection, catalog, mapping),
    referrers,
    watched: watchedKeys(projection, referrers),
  };
}
