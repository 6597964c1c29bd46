import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { canonical } from "../../catalog/canonical.js";
import { type Constraint, sqlName, type Table } from "../../catalog/catalog.js";
import type { Action } from "../../catalog/delta/action.js";
import { keyOf, subjectOf } from "../../catalog/delta/object-id.js";
import { plainName } from "../../catalog/table-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run } from "../../plan/step.js";
import { buildIndexRun, createIndexSql } from "../shared/build-index.js";
import type { Way } from "./difference.js";
import { type KeyChange, keyChanges, type Sides } from "./keys.js";
import type { Phase } from "./phase.js";

/** One run, and the actions it does. */
export interface Part {
  readonly run: Run;
  readonly actions: readonly Action[];
  /** What undoes it, also when it was cut off half way; the actions back when left out. */
  readonly undo?: Run;
}

/** Where actions run. */
export interface Setting {
  /** The table that they are about; undefined when it is on one side only. */
  readonly sides: Sides | undefined;
  /** The table as it will be; undefined when it goes, or when they are about none. */
  readonly goal: Table | undefined;
  readonly way: Way;
  readonly phase: Phase;
}

/**
 * Actions as runs that no program has to wait for: a CHECK or foreign key is added NOT VALID and
 * validated afterwards, an index is built CONCURRENTLY, a key made of such an index, the rest only
 * touches the catalog. A new table, which nobody waits for, is made whole.
 */
export function onlineParts(actions: readonly Action[], setting: Setting): Part[] {
  const { sides, goal, phase } = setting;
  if (phase === "create table") return catalogParts(actions);
  const changes = sides ? keyChanges(actions, sides) : [];
  const ofKeys = changes.flatMap((change) => change.actions);
  // One of a materialized view comes together with it.
  const indexes = actions.filter(
    (action) => goal !== undefined && isIndexMade(action) && !ofKeys.includes(action),
  );
  const comments = actions.filter((action) => isCommentOn(action, [...indexes, ...ofKeys]));
  const apart = new Set([...ofKeys, ...indexes, ...comments]);
  const rest = actions.filter((action) => !apart.has(action));
  // A new table has nothing to look through.
  const later = sides ? goal : undefined;
  const isAlone = (action: Action): boolean => isForeignKey(action, phase);
  return [
    ...catalogParts(
      rest.filter((action) => !isAlone(action)),
      later,
    ),
    // One at a time: each locks another table too, and waiting for one must not hold the others.
    ...rest.filter(isAlone).flatMap((action) => catalogParts([action], later)),
    ...validations(rest, { ...setting, goal: later }),
    ...changes.flatMap(keyParts),
    ...indexes.map((action) => indexPart(action, goal)),
    ...catalogParts(comments, goal),
  ];
}

function catalogParts(actions: readonly Action[], goal?: Table): Part[] {
  if (actions.length === 0) return [];
  const sql = [
    // A function may name what is created after it, as in any dump.
    ...(actions.some(isRoutineMade) ? ["SET LOCAL check_function_bodies = off"] : []),
    ...actions.map((action) => withoutScan(action, goal)),
  ];
  return [{ run: { how: "transaction", sql }, actions }];
}

function isRoutineMade({ produces: [id] }: Action): boolean {
  return id?.kind === "function" || id?.kind === "procedure";
}

/** Whether it holds the body of a routine as it was written; everything else is printed from what was parsed. */
function isWritten(action: Action): boolean {
  return isRoutineMade(action) && /\bAS (\$|'|E')/.test(action.sql);
}

/** Whether the action makes or drops a foreign key. */
function isForeignKey(action: Action, phase: Phase): boolean {
  return (
    (phase === "foreign keys" || phase === "drop dependents") &&
    subjectOf(action)?.kind === "constraint"
  );
}

/** The constraint that the action adds and that PostgreSQL can validate later. */
function validatedLater({ verb, produces }: Action, goal?: Table): Constraint | undefined {
  const [id] = produces;
  if (verb !== "create" || id?.kind !== "constraint") return undefined;
  const added = goal?.constraints.find(({ name }) => name === id.name);
  return added?.kind === "check" || added?.kind === "foreign key" ? added : undefined;
}

function withoutScan(action: Action, goal: Table | undefined): string {
  const sql = isWritten(action) ? action.sql : canonical(action.sql);
  // One that is not validated in the goal says so itself.
  return validatedLater(action, goal)?.validated ? `${sql} NOT VALID` : sql;
}

/** On the way there a table is looked through once, whatever it gets; on the way back each rule may be broken. */
function validations(actions: readonly Action[], { goal, way }: Setting): Part[] {
  // One that is not validated in the goal stays so.
  const added = actions
    .flatMap((action) => validatedLater(action, goal) ?? [])
    .filter((one) => one.validated);
  if (!goal || added.length === 0) return [];
  const validated = (some: readonly Constraint[]): string =>
    `ALTER TABLE ${sqlName(goal)} ${some.map(({ name }) => `VALIDATE CONSTRAINT ${quoteIdentifier(name)}`).join(", ")}`;
  const sql =
    way === "there"
      ? [validated(added)]
      : added.map((one) => unlessViolated(validated([one]), plainName(goal), one.name));
  return sql.map((one) => ({ run: { how: "transaction", sql: [one], scans: true }, actions: [] }));
}

function isIndexMade({ verb, produces }: Action): boolean {
  return verb === "create" && produces[0]?.kind === "index";
}

/** A comment has to wait until what it is about is there. */
function isCommentOn({ verb, produces }: Action, made: readonly Action[]): boolean {
  const [id] = produces;
  if (verb !== "create" || id?.kind !== "comment") return false;
  const about = keyOf(id.target);
  return made.some(({ produces }) => produces.some((one) => keyOf(one) === about));
}

function indexPart(action: Action, goal: Table | undefined): Part {
  const id = subjectOf(action) as { schema: string; name: string };
  const index = goal?.indexes.find(({ name }) => name === id.name);
  if (!goal || !index) throw new TypeError(`no table of the goal has index ${id.name}`);
  const name = quoteTable(id.schema, id.name);
  return {
    run: buildIndexRun(name, createIndexSql(goal, index, id.name)),
    actions: [action],
    undo: { how: "transaction", sql: [`DROP INDEX IF EXISTS ${name}`] },
  };
}

function keyParts({ actions, build, cleanUp, sql }: KeyChange): Part[] {
  return [
    ...(build && cleanUp
      ? [{ run: build, actions: [], undo: { how: "transaction" as const, sql: [cleanUp] } }]
      : []),
    { run: { how: "transaction", sql }, actions },
  ];
}
