import type { Catalog } from "../../catalog/catalog.js";
import type { PlannedProjection } from "../../plan/planned-projection.js";
import { describeForPlan } from "../../projection/describe-for-plan.js";
import { evaluateSql } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { readProjections, readWaysBack } from "../../projection/read-projections.js";
import type { Rehearsal } from "../rehearsal.js";
import { followedTables, isTarget } from "./follow.js";
import type { Projecting } from "./projecting.js";
import { referencedColumns, referencesOf } from "./references.js";
import { releaseStep, retiredTables, retireSteps } from "./retire.js";
import {
  advanceSteps,
  enforceSteps,
  fillSteps,
  followStep,
  indexSteps,
  prepareStep,
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
  const here = await readCatalog();
  const projections = await readProjections(copy, here, mapping);
  if (projections.length === 0) return;
  const both = [...projections, ...(await readWaysBack(copy, here, mapping))];
  const all = await Promise.all(both.map((one) => projecting(one, here)));
  const followed = followedTables(both);
  const planned = await Promise.all(
    all.filter(({ projection }) => !projection.back).map(plannedProjection),
  );
  const retired = retiredTables(projections, here, mapping);
  await perform([
    prepareStep(all),
    ...both.flatMap(indexSteps),
    ...enforceSteps(both),
    ...(await Promise.all(followed.map(followStep))),
    ...(await Promise.all(projections.map(fillSteps))).flat(),
    ...advanceSteps(projections),
    ...retireSteps(retired, planned, projections),
    ...followed.filter(isTarget).map(releaseStep),
  ]);
  recordProjections(
    planned,
    retired.map(({ retired: one }) => one),
  );
}

function plannedProjection({ projection, references }: Projecting): Promise<PlannedProjection> {
  const late = references.filter(({ cyclic }) => cyclic).flatMap(({ columns }) => columns);
  return describeForPlan(projection, [...new Set(late)]);
}

async function projecting(projection: Projection, catalog: Catalog): Promise<Projecting> {
  return {
    projection,
    evaluate: await evaluateSql(projection.query),
    references: referencesOf(projection, catalog),
    referenced: referencedColumns(projection, catalog),
  };
}
