import type { Catalog, Table } from "../../catalog/catalog.js";
import type { Mapping } from "../../plan/mapping.js";
import { evaluateSql } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { readProjections, readWaysBack } from "../../projection/read-projections.js";
import type { Rehearsal } from "../rehearsal.js";
import { followedTables } from "./follow.js";
import type { Projecting } from "./projecting.js";
import { referencedColumns, referencesOf } from "./references.js";
import {
  advanceSteps,
  enforceSteps,
  fillSteps,
  followStep,
  indexSteps,
  prepareStep,
  retireStep,
} from "./steps.js";

/**
 * The target tables stand already: they are filled from their sources while triggers keep them in step. Parents
 * come first, so that rows find what they refer to.
 */
export async function plan({ copy, readCatalog, mapping, perform }: Rehearsal): Promise<void> {
  const here = await readCatalog();
  const projections = await readProjections(copy, here, mapping);
  if (projections.length === 0) return;
  const both = [...projections, ...(await readWaysBack(copy, here, mapping))];
  const all = await Promise.all(both.map((one) => projecting(one, here)));
  const followed = followedTables(both);
  await perform([
    prepareStep(all),
    ...both.flatMap(indexSteps),
    ...enforceSteps(both),
    ...(await Promise.all(followed.map(followStep))),
    ...(await Promise.all(projections.map(fillSteps))).flat(),
    ...advanceSteps(projections),
    retireStep(projections, leftOutTables(here, mapping)),
  ]);
}

/** Tables that the mapping leaves out whole. */
function leftOutTables({ tables }: Catalog, { leftOut }: Mapping): Table[] {
  return Object.keys(leftOut).flatMap((name) => tables.get(name) ?? []);
}

async function projecting(projection: Projection, catalog: Catalog): Promise<Projecting> {
  return {
    projection,
    evaluate: await evaluateSql(projection.query),
    references: referencesOf(projection, catalog),
    referenced: referencedColumns(projection, catalog),
  };
}
