import { type GrantChange, planGrants } from "@deepiri/schema-engine";
import { parseTableName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import type { Rehearsal } from "../rehearsal.js";
import { rowSecurityHazards } from "./hazards.js";
import { inverseOf, type Undo } from "./inverse.js";
import { type GuardedTable, readGuardedTables } from "./read-guarded-tables.js";
import { type KeptRight, readKeptRights } from "./read-kept-rights.js";
import { type Ownership, readOwners } from "./read-owners.js";
import { readRuleRights } from "./read-rule-rights.js";
import { readRights, rightsSql } from "./rights.js";
import { changeSql } from "./sql.js";

/** Owners and rights as the target has them. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.perform(await rightsSteps(rehearsal));
}

/** The rights are changed on the copy and changed back, to see what undoes the change. */
async function rightsSteps({ copy, target, ours }: Rehearsal): Promise<Step[]> {
  const { roles, statements } = await planGrants(await copy.client(), target.database);
  const schemas = schemasOf(ours, statements);
  const before = { rights: await readRights(copy), owners: await readOwners(copy, schemas) };
  const change = await readChange(copy, schemas, roles, statements, target.database.name);
  const exempted = change.guarded.filter(({ exempt }) => exempt !== null);
  const there = planRights(change, { owners: [], exempted: [], back: [] });
  await copy.transaction("try the rights", there.flatMap(statementsOf));
  const owners = await restoreOwners(copy, schemas, before.owners);
  await copy.transaction(
    "restore the policies",
    exempted.map(({ unexempt }) => unexempt),
  );
  const back = rightsSql(await readRights(copy), before.rights);
  await copy.transaction("restore the rights", back);
  return planRights(change, { owners, exempted, back });
}

/** The schemas of our tables, and of whatever else changes. */
function schemasOf(ours: ReadonlySet<string>, changes: readonly GrantChange[]): string[] {
  const changed = changes.flatMap(({ object: { kind, schema, name } }) =>
    kind === "schema" ? [name] : schema === null ? [] : [schema],
  );
  return [...new Set([...[...ours].map((name) => parseTableName(name).schema), ...changed])];
}

async function readChange(
  copy: Session,
  schemas: readonly string[],
  roles: readonly string[],
  changes: readonly GrantChange[],
  database: string,
): Promise<RightsChange> {
  const owners = changes
    .filter(isOwner)
    .flatMap(({ object: { target }, role }) => (role === null ? [] : [{ target, role }]));
  const reassigned = new Set(owners.map(({ target }) => target));
  const kept = await readKeptRights(copy, schemas, database);
  const guarded = await readGuardedTables(copy, schemas, database);
  return {
    roles,
    changes,
    kept: [
      ...kept.filter(({ ownerOf }) => ownerOf === null || reassigned.has(ownerOf)),
      ...(await readRuleRights(copy, owners)),
    ],
    guarded: guarded.filter(({ target }) => reassigned.has(target)),
  };
}

/** What `db:migrate` would still grant. */
interface RightsChange {
  /** SQL that creates the roles that the server lacks. */
  readonly roles: readonly string[];
  readonly changes: readonly GrantChange[];
  readonly kept: readonly KeptRight[];
  /** Tables with row security whose owner changes. */
  readonly guarded: readonly GuardedTable[];
}

function isOwner({ does }: GrantChange): boolean {
  return does === "owner";
}

/**
 * The steps that make owners and rights those of the target. A change of owner locks the table and so is
 * a step of its own; a right takes no lock on it. Users keep the rights that they had.
 */
function planRights(change: RightsChange, undo: Undo): Step[] {
  const { roles, changes, kept } = change;
  if (roles.length + changes.length === 0) return [];
  const rights = changes.filter((one) => !isOwner(one)).map(changeSql);
  const steps = [
    ...(roles.length > 0 ? [draft("roles", roles)] : []),
    ...changes.filter(isOwner).map((one) => ownerStep(one, change)),
    draft("rights", [...rights, ...kept.map(({ sql }) => sql)]),
  ];
  // The first one has the inverse of all: whatever was begun is undone when it is.
  return steps.map((step, at) => ({
    ...step,
    inverse: at === 0 ? inverseOf(changes, undo) : [],
  }));
}

/** Who loses a table keeps all rights on it, and the sight of all its rows, from the same moment on. */
function ownerStep(change: GrantChange, { kept, guarded }: RightsChange): Step {
  const { target } = change.object;
  const table = guarded.find((one) => one.target === target);
  const sql = [
    changeSql(change),
    ...kept.filter(({ ownerOf }) => ownerOf === target).map((one) => one.sql),
    ...(table?.exempt ? [table.exempt] : []),
  ];
  const step = draft("owner", sql, target.replaceAll('"', ""));
  return { ...step, hazards: table ? rowSecurityHazards(table) : [] };
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
