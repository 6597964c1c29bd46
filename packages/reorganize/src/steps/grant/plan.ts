import { type GrantChange, planGrants } from "@deepiri/schema-engine";
import { actionsBetween, readFacts } from "../../catalog/delta/facts.js";
import { parseTableName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import type { Rehearsal } from "../rehearsal.js";
import { inverseOf, type Undo, withoutRoles } from "./inverse.js";
import { type KeptRight, type Ownership, readKeptRights, readOwners } from "./read-rights.js";
import { changeSql } from "./sql.js";

/** Owners and rights as the target has them. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.perform(await rightsSteps(rehearsal));
}

/** The rights are changed on the copy and changed back, to see what undoes the change. */
async function rightsSteps({ copy, target, ours }: Rehearsal): Promise<Step[]> {
  const { workspace } = target;
  const histories = workspace.packages.map(({ historySchema }) => historySchema);
  const schemas = [
    ...new Set([...[...ours].map((name) => parseTableName(name).schema), ...histories]),
  ];
  const before = { facts: await readFacts(copy.url), owners: await readOwners(copy, schemas) };
  const { roles, statements } = await planGrants(await copy.client(), workspace);
  const change = { roles, changes: statements, kept: await readKeptRights(copy, schemas) };
  const there = planRights(change, { owners: [], back: [] });
  await copy.transaction("try the rights", there.flatMap(statementsOf));
  const owners = await restoreOwners(copy, schemas, before.owners);
  const back = withoutRoles(actionsBetween(await readFacts(copy.url), before.facts));
  await copy.transaction(
    "restore the rights",
    back.map(({ sql }) => sql),
  );
  return planRights(change, { owners, back });
}

/** What `db:migrate` would still grant. */
interface RightsChange {
  /** SQL that creates the roles that the server lacks. */
  readonly roles: readonly string[];
  readonly changes: readonly GrantChange[];
  readonly kept: readonly KeptRight[];
}

/**
 * The steps that make owners and rights those of the target. A change of owner locks the table and so is
 * a step of its own; a right takes no lock on it. Users keep the rights that they had.
 */
function planRights({ roles, changes, kept }: RightsChange, undo: Undo): Step[] {
  if (roles.length + changes.length === 0) return [];
  const isOwner = ({ does }: GrantChange): boolean => does === "owner";
  const rights = changes.filter((change) => !isOwner(change)).map(changeSql);
  const steps = [
    ...(roles.length > 0 ? [draft("roles", roles)] : []),
    ...changes.filter(isOwner).map((change) => ownerStep(change, kept)),
    draft("rights", [...rights, ...kept.map(({ sql }) => sql)]),
  ];
  // The first one has the inverse of all: whatever was begun is undone when it is.
  return steps.map((step, at) => ({
    ...step,
    inverse: at === 0 ? inverseOf(changes, undo) : [],
  }));
}

/** Who loses a table keeps all rights on it from the same moment on. */
function ownerStep(change: GrantChange, kept: readonly KeptRight[]): Step {
  const { kind, schema, name, target } = change.object;
  const own = kept.filter(
    (one) => one.ofOwner && one.kind === kind && one.schema === schema && one.name === name,
  );
  const sql = [changeSql(change), ...own.map((one) => one.sql)];
  return draft("owner", sql, target.replaceAll('"', ""));
}

function draft(action: "roles" | "owner" | "rights", sql: readonly string[], on?: string): Step {
  return {
    id: { kind: "grant", action, ...(on === undefined ? {} : { on }) },
    forward: { how: "transaction", sql },
    inverse: [],
    lock: action === "owner" ? "ACCESS EXCLUSIVE" : "none",
    hazards: [],
    rows: 0,
    seconds: 0.01,
  };
}

/** Restores the owners of the copy's objects; returns the statements that did. */
async function restoreOwners(
  copy: Session,
  schemas: readonly string[],
  before: ReadonlyMap<string, Ownership>,
): Promise<Ownership[]> {
  const after = await readOwners(copy, schemas);
  const changed = [...before].filter(([what, { sql }]) => after.get(what)?.sql !== sql);
  const owners = changed.map(([, owner]) => owner);
  await copy.transaction(
    "restore the owners",
    owners.map(({ sql }) => sql),
  );
  return owners;
}

function statementsOf({ forward }: Step): readonly string[] {
  return forward.how === "transaction" ? forward.sql : [];
}
