import type { Catalog, Table } from "../../catalog/catalog.js";
import type { Mapping } from "../../plan/mapping.js";
import { evaluateSql } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { hasSources, readProjections, readWaysBack } from "../../projection/read-projections.js";
import { readQuery } from "../../projection/read-query.js";
import type { Rehearsal } from "../rehearsal.js";
import { followedTables } from "./follow.js";
import type { Projecting } from "./projecting.js";
import { referencesOf, referrersOf, watchedKeys } from "./references.js";
import {
  advanceSteps,
  convertStep,
  enforceSteps,
  fillSteps,
  followStep,
  indexSteps,
  type NumbersAfter,
  prepareStep,
  retireStep,
} from "./steps.js";

/**
 * The target tables stand already: they are filled from their sources while triggers keep them in step. Parents
 * come first, so that rows find what they refer to.
 */
export async function plan({ copy, readCatalog, mapping, perform }: Rehearsal): Promise<void> {
  if (!(await hasSources(await readCatalog(), mapping))) return;
  // Queries may name them.
  await perform([convertStep()]);
  const here = await readCatalog();
  const projections = await readProjections(copy, here, mapping);
  const both = [...projections, ...(await readWaysBack(copy, here, mapping))];
  const all = await Promise.all(both.map((one) => projecting(one, here, mapping)));
  const followed = followedTables(both);
  const numbersAfter = await readNumbersAfter(here, mapping);
  await perform([
    prepareStep(all),
    ...both.flatMap(indexSteps),
    ...enforceSteps(both),
    ...(await Promise.all(followed.map(followStep))),
    ...(await Promise.all(projections.map(fillSteps))).flat(),
    ...advanceSteps(projections, numbersAfter),
    retireStep(projections, leftOutTables(here, mapping)),
  ]);
}

/** What the numbers of a target table are to go on behind, by the table, as far as it is known here. */
async function readNumbersAfter(
  { tables }: Catalog,
  { projections }: Mapping,
): Promise<NumbersAfter> {
  const after = new Map<string, string[]>();
  for (const [name, { to, numbersAfter }] of Object.entries(projections)) {
    if (numbersAfter === undefined) continue;
    const { reads } = await readQuery(name, numbersAfter);
    if (!reads.every(({ table }) => tables.has(table))) continue;
    after.set(to, [...(after.get(to) ?? []), `(${numbersAfter})`]);
  }
  return after;
}

/** Tables that the mapping leaves out whole. */
function leftOutTables({ tables }: Catalog, { leftOut }: Mapping): Table[] {
  return Object.keys(leftOut).flatMap((name) => tables.get(name) ?? []);
}

async function projecting(
  projection: Projection,
  catalog: Catalog,
  mapping: Mapping,
): Promise<Projecting> {
  const referrers = referrersOf(projection, catalog);
  return {
    projection,
    evaluate: await evaluateSql(projection.query),
    references: referencesOf(projection, catalog, mapping),
    referrers,
    watched: watchedKeys(projection, referrers),
  };
}
