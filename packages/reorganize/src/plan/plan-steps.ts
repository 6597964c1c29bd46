import { planGrants } from "@deepiri/schema-engine";
import { applySteps } from "../apply/apply.js";
import { beginJournal } from "../apply/journal.js";
import { type Catalogue, plainName, readCatalogue, type Table } from "../inventory/catalogue.js";
import type { Mapping } from "../mapping/mapping.js";
import { Session } from "../session/session.js";
import { aroundDependents, namesOf, readObstructing } from "../step/around-dependents.js";
import { planConversions } from "../step/convert-columns.js";
import { type PlannedTwins, planTwins, type Twins } from "../step/merge-twins.js";
import { inOrder, isMoved, keepsView, type Move, planMove } from "../step/move.js";
import { planTypeMoves } from "../step/move-type.js";
import { planNewTypes } from "../step/new-types.js";
import { byTable, type OldNameViews } from "../step/old-name-views.js";
import { planPlaceholder } from "../step/park-table.js";
import { planSchemas } from "../step/prepare.js";
import { historyTables, planRecords, readRecorded, settledPackages } from "../step/record.js";
import { planRenames } from "../step/rename.js";
import { planNotNullNames } from "../step/rename-not-null.js";
import { planRepairs } from "../step/repair/plan-repairs.js";
import { planReshape } from "../step/reshape/plan-reshape.js";
import { planRights, readKeptRights, readOwners, rightsBack } from "../step/rights.js";
import { planSeed, readFilled, readSeeds } from "../step/seed.js";
import type { Target } from "../target/with-target.js";
import { assignSources } from "./assign-sources.js";
import { actionsBetween, readFacts } from "./facts.js";
import type { Plan, Source, Step } from "./plan.js";
import { readStrangeTriggers } from "./strange-triggers.js";

/** What is to be done, and what it makes of each table. */
export interface PlannedSteps {
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
}

/**
 * Makes the steps that bring the schema of a database to the target, by doing each of them on a
 * scratch copy: what comes next is read from PostgreSQL's catalogue, never guessed. The copy ends at
 * the target and keeps the journal of all steps, so undoing them can be rehearsed on it as well.
 *
 * @param copy a session on the scratch copy; its database is changed
 */
export async function planSteps(
  copy: Session,
  target: Target,
  mapping: Mapping,
): Promise<PlannedSteps> {
  const ours = new Set(target.owners.keys());
  const histories = historyTables(target.workspace.packages.map((one) => one.historySchema));
  const steps: Step[] = [];
  const add = async (next: readonly Step[]): Promise<void> => {
    steps.push(...next);
    await applySteps(copy, { steps } as unknown as Plan);
  };
  await beginJournal(copy, {}, "rehearsal");
  const { moves, twins } = movesOf(await readCatalogue(copy), target, mapping);
  await add(planSchemas(await readSchemas(copy), [...ours].map(schemaOf)));
  await add(inOrder(moves.filter(isMoved)).map(planMove));
  await add(planTypeMoves(await readCatalogue(copy), target.catalogue));
  const merged: PlannedTwins[] = [];
  for (const { to, sources } of twins)
    merged.push(await planTwins({ copy, perform: add, to, sources }));
  const views = byTable([...moves.filter(keepsView), ...merged.flatMap((one) => one.views)]);
  await add(planRenames(await readCatalogue(copy), target.catalogue, ours));
  await add(await withSession(target.url, (there) => planNotNullNames(copy, there, ours)));
  const broken = await unsettled(copy, target);
  await add(planRepairs(await readCatalogue(copy), target.catalogue, broken, mapping));
  await add(planNewTypes(await readCatalogue(copy), target.catalogue));
  const from = await readCatalogue(copy);
  await add(await planConversions(await copy.client(), from, target.catalogue, ours, views));
  await add(await reshapeSteps(copy, target, new Set([...ours, ...histories]), views));
  const placeholders = placeholdersOf(await readCatalogue(copy), mapping);
  await add(placeholders.flatMap(({ table, real, here }) => planPlaceholder(table, real, here)));
  await add(await seedSteps(copy, target, mapping));
  await add(await recordSteps(copy, target));
  await add(await rightsSteps(copy, target));
  return {
    steps,
    sources: [
      ...moves.map(sourceOf),
      ...merged.flatMap((one) => one.sources),
      ...placeholders.map(({ table }) => parkedSource(table)),
    ],
  };
}

/** Tables of packages that have not settled in this database: only their rows may break a rule. */
async function unsettled(copy: Session, { workspace, owners }: Target): Promise<Set<string>> {
  const recorded = await readRecorded(copy, workspace.packages);
  const settled = settledPackages(workspace.packages, recorded);
  return new Set([...owners].filter(([, key]) => !settled.has(key)).map(([name]) => name));
}

function sourceOf({ table, to, rename }: Move): Source {
  return {
    from: plainName(table),
    to: plainName(to),
    columns: Object.fromEntries(rename),
    merged: false,
    rows: table.rows,
  };
}

/** What moves as it is, and what becomes one table of several. */
function movesOf(
  source: Catalogue,
  target: Target,
  mapping: Mapping,
): { readonly moves: readonly Move[]; readonly twins: readonly Pick<Twins, "to" | "sources">[] } {
  const assigned = assignSources(source, target.catalogue, target.owners.keys(), mapping);
  const isTaken = (from: string, to: string): boolean => from !== to && target.owners.has(from);
  const places = [...assigned].map(([name, sources]) => ({
    to: target.catalogue.tables.get(name) as Table,
    sources: sources.map((one) => ({ ...one, isNameTaken: isTaken(plainName(one.table), name) })),
  }));
  return {
    moves: places.flatMap(({ to, sources: [first, second] }) =>
      first && !second ? [{ ...first, to }] : [],
    ),
    twins: places.filter(({ sources }) => sources.length > 1),
  };
}

/** Tables that stood in for others, whose views take their names. */
function placeholdersOf(
  here: Catalogue,
  { placeholders }: Mapping,
): { readonly table: Table; readonly real: Table; readonly here: Catalogue }[] {
  return Object.entries(placeholders).flatMap(([name, stoodFor]) => {
    const [table, real] = [here.tables.get(name), here.tables.get(stoodFor)];
    return table && real ? [{ table, real, here }] : [];
  });
}

function parkedSource(table: Table): Source {
  return { from: plainName(table), columns: {}, merged: false, rows: table.rows };
}

async function reshapeSteps(
  copy: Session,
  target: Target,
  ours: ReadonlySet<string>,
  views: OldNameViews,
): Promise<Step[]> {
  const [here, there] = [await readFacts(copy.url), await readFacts(target.url)];
  const from = await readCatalogue(copy);
  const steps = planReshape({
    there: actionsBetween(here, there),
    back: actionsBetween(there, here),
    from,
    to: target.catalogue,
    ours,
    strangers: await readStrangeTriggers(copy, target),
    views,
  });
  const ownViews = namesOf([...views.values()].flat());
  return aroundDependents(steps, await readObstructing(copy, from, target.catalogue, ownViews));
}

/** A seed that the history knows has been there before; what people made of it since is theirs. */
async function seedSteps(
  copy: Session,
  { workspace, catalogue, owners, url }: Target,
  { seeds }: Mapping,
): Promise<Step[]> {
  const known = await readRecorded(copy, workspace.packages);
  const missing = seeds.filter((name) => !known.has(name));
  if (missing.length === 0) return [];
  const filled = await withSession(url, (target) => readFilled(target, owners.keys()));
  return readSeeds(missing, workspace.packages, catalogue, filled).map((seed) =>
    planSeed(seed, catalogue),
  );
}

function recordSteps(copy: Session, { workspace, url }: Target): Promise<Step[]> {
  return withSession(url, (target) => planRecords(copy, target, workspace.packages));
}

/** The rights are given on the copy and taken back, to see what takes them back. */
async function rightsSteps(copy: Session, { workspace, owners }: Target): Promise<Step[]> {
  const schemas = [
    ...new Set([...owners.keys()].map(schemaOf)),
    ...workspace.packages.map(({ historySchema }) => historySchema),
  ];
  const before = { facts: await readFacts(copy.url), owners: await readOwners(copy, schemas) };
  const kept = await readKeptRights(copy, schemas);
  const { roles, grants } = await planGrants(await copy.client(), workspace);
  const database = decodeURIComponent(new URL(copy.url).pathname.slice(1));
  const change = { database, roles, grants, kept, owners: [], back: [] };
  await copy.transaction("try the rights", planRights(change).flatMap(statementsOf));
  const after = await readOwners(copy, schemas);
  const given = [...before.owners].filter(([what, sql]) => after.get(what) !== sql);
  const ownersBack = given.map(([, sql]) => sql);
  await copy.transaction("give back to the owners", ownersBack);
  const back = rightsBack(actionsBetween(await readFacts(copy.url), before.facts));
  await copy.transaction(
    "take the rights back",
    back.map(({ sql }) => sql),
  );
  return planRights({ ...change, owners: ownersBack, back });
}

function statementsOf({ forward }: Step): readonly string[] {
  return forward.how === "transaction" ? forward.sql : [];
}

async function withSession<Result>(
  url: string,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = new Session(url);
  try {
    return await body(session);
  } finally {
    await session.end();
  }
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}

function schemaOf(table: string): string {
  return table.split(".")[0] as string;
}
