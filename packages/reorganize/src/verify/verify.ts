import { readJournal, readUnderway } from "../apply/journal.js";
import { readCatalogue, type Table } from "../inventory/catalogue.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import type { Target } from "../target/with-target.js";
import { type Baseline, readBaselines } from "./baseline.js";
import { checkIndexes } from "./check-indexes.js";
import { checkKeys } from "./check-keys.js";
import { checkOldNames } from "./check-old-names.js";
import { checkSchema } from "./check-schema.js";
import { compactWritten } from "./compact-written.js";
import { readParkedTables } from "./parked-tables.js";
import { type Ground, lostSources, type Place, placesOf } from "./place.js";
import type { Problem, TableVerification, Verification } from "./verification.js";
import { verifyTable } from "./verify-table.js";

/**
 * Compares every row with what it was when the plan began, through renames, moves, merges, conversions
 * and repairs, while programs go on writing. Once the plan is applied, also whether keys and indexes
 * hold and old names work; with `target`, whether the schema is the target's. It changes nothing.
 */
export async function verify(session: Session, plan: Plan, target?: Target): Promise<Verification> {
  const baselines = await readBaselines(session);
  await compactWritten(session, baselines);
  const stage = (await readUnderway(session))?.stage ?? "applying";
  const ground = await readGround(session, baselines);
  const merging = await readMerging(session, plan);
  const places = placesOf(plan, baselines, ground);
  const tables = await verifyPlaces(session, plan, places.filter(isSettled(merging)), ground);
  const problems = [
    ...lostSources(places, baselines).map(lost),
    ...(stage === "applied" ? await checkPromises(session, plan, ground, target) : []),
  ];
  return {
    stage,
    tables,
    merging,
    problems,
    ok: problems.length === 0 && tables.every(({ ok }) => ok),
  };
}

async function readGround(session: Session, baselines: readonly Baseline[]): Promise<Ground> {
  return {
    catalogue: await readCatalogue(session),
    parked: await readParkedTables(
      session,
      baselines.map(({ oid }) => oid),
    ),
  };
}

/** Twins that are being merged, or whose merge is being undone, and the tables they go into. */
async function readMerging(session: Session, { sources }: Plan): Promise<string[]> {
  const journal = await readJournal(session);
  const isUnderway = (twin: string): boolean =>
    ["watch", "copy"].some((verb) => journal.has(`${verb} ${twin}`)) &&
    journal.get(`swap ${twin}`)?.state !== "done";
  return sources
    .filter(({ from, merged }) => merged && isUnderway(from))
    .flatMap(({ from, to }) => [from, ...(to === undefined ? [] : [to])]);
}

function isSettled(merging: readonly string[]): (place: Place) => boolean {
  return ({ sources }) =>
    !sources.some(({ relation, to }) => [relation, to].some((one) => merging.includes(one ?? "")));
}

async function verifyPlaces(
  session: Session,
  plan: Plan,
  places: readonly Place[],
  { catalogue }: Ground,
): Promise<TableVerification[]> {
  const tables: TableVerification[] = [];
  for (const place of places) tables.push(await verifyTable(session, plan, place, catalogue));
  return tables;
}

async function checkPromises(
  session: Session,
  plan: Plan,
  { catalogue }: Ground,
  target: Target | undefined,
): Promise<Problem[]> {
  const names = new Set([...plan.sources.map(({ to }) => to), ...(target?.owners.keys() ?? [])]);
  const tables = [...names].flatMap((name): Table[] => {
    const table = catalogue.tables.get(name ?? "");
    return table ? [table] : [];
  });
  return [
    ...(await checkKeys(session, tables, catalogue)),
    ...checkIndexes(tables),
    ...(await checkOldNames(session, plan, catalogue)),
    ...(target ? await checkSchema(session, catalogue, target) : []),
  ];
}

function lost({ relation }: Baseline): Problem {
  return { about: "baseline", object: relation, what: "its rows are nowhere to be found" };
}
