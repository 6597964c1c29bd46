import { planGrants } from "@deepiri/schema-engine";
import { actionsBetween, readFacts } from "../../catalog/delta/facts.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { withSession } from "../../session/with-session.js";
import { planRights, readKeptRights, readOwners, rightsBack } from "../grant/rights.js";
import { planRecords, readRecorded } from "../record/record.js";
import { type Rehearsal, schemaOf } from "../rehearsal.js";
import { planSeed, readFilled, readSeeds } from "../seed/seed.js";

/** Brings what `db:migrate` leaves besides tables: rows, histories and rights. */
export async function settle(rehearsal: Rehearsal): Promise<void> {
  const { copy, target, perform } = rehearsal;
  await perform(await seedSteps(rehearsal));
  const { packages } = target.workspace;
  await perform(await withSession(target.url, (there) => planRecords(copy, there, packages)));
  await perform(await rightsSteps(rehearsal));
}

/** A seed that the history knows has been there before; what people made of it since is theirs. */
async function seedSteps({ copy, target, mapping }: Rehearsal): Promise<Step[]> {
  const { workspace, catalog, owners, url } = target;
  const known = await readRecorded(copy, workspace.packages);
  const missing = mapping.seeds.filter((name) => !known.has(name));
  if (missing.length === 0) return [];
  const filled = await withSession(url, (there) => readFilled(there, owners.keys()));
  return readSeeds(missing, workspace.packages, catalog, filled).map((seed) =>
    planSeed(seed, catalog),
  );
}

/** The rights are given on the copy and taken back, to see what takes them back. */
async function rightsSteps({ copy, target, ours }: Rehearsal): Promise<Step[]> {
  const { workspace } = target;
  const histories = workspace.packages.map(({ historySchema }) => historySchema);
  const schemas = [...new Set([...[...ours].map(schemaOf), ...histories])];
  const before = { facts: await readFacts(copy.url), owners: await readOwners(copy, schemas) };
  const { roles, grants } = await planGrants(await copy.client(), workspace);
  const change = {
    database: decodeURIComponent(new URL(copy.url).pathname.slice(1)),
    roles,
    grants,
    kept: await readKeptRights(copy, schemas),
  };
  const there = planRights({ ...change, owners: [], back: [] });
  await copy.transaction("try the rights", there.flatMap(statementsOf));
  const owners = await ownersBack(copy, schemas, before.owners);
  const back = rightsBack(actionsBetween(await readFacts(copy.url), before.facts));
  await copy.transaction(
    "take the rights back",
    back.map(({ sql }) => sql),
  );
  return planRights({ ...change, owners, back });
}

/** Gives the copy's objects back to who owned them; returns the statements that did. */
async function ownersBack(
  copy: Session,
  schemas: readonly string[],
  before: ReadonlyMap<string, string>,
): Promise<string[]> {
  const after = await readOwners(copy, schemas);
  const back = [...before].filter(([what, sql]) => after.get(what) !== sql).map(([, sql]) => sql);
  await copy.transaction("give back to the owners", back);
  return back;
}

function statementsOf({ forward }: Step): readonly string[] {
  return forward.how === "transaction" ? forward.sql : [];
}
