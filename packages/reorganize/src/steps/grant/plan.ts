import { planGrants } from "@deepiri/schema-engine";
import { actionsBetween, readFacts } from "../../catalog/delta/facts.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { type Rehearsal, schemaOf } from "../rehearsal.js";
import { planRights, readKeptRights, readOwners, rightsBack } from "./rights.js";

/** Owners and rights as the target has them. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.perform(await rightsSteps(rehearsal));
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
