import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Action } from "@supabase/pg-delta/plan";
import { canonical } from "../../catalog/canonical.js";
import { keyOf, subjectOf } from "../../catalog/delta/object-id.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run, Transaction } from "../../plan/step.js";
import { buildIndexRun } from "../shared/build-index.js";
import type { Way } from "./difference.js";
import type { Group } from "./group.js";
import { type KeyChange, keyChanges, type Sides } from "./keys.js";

/** One run, and the actions it does. */
export interface Part {
  readonly run: Run;
  readonly actions: readonly Action[];
  /** What undoes it, also when it was cut off half way; the actions of the way back when left out. */
  readonly undo?: Run;
}

/** Where actions run. */
export interface Setting {
  /** The table that they are about; undefined when it is on one side only. */
  readonly sides: Sides | undefined;
  readonly way: Way;
  readonly group: Group;
}

/**
 * Actions as runs that nobody has to wait for: a CHECK or foreign key is added NOT VALID and validated
 * afterwards, an index is built CONCURRENTLY, a key made of such an index, the rest only touches the
 * catalog.
 */
export function onlineParts(actions: readonly Action[], { sides, way, group }: Setting): Part[] {
  const changes = sides ? keyChanges(actions, sides) : [];
  const ofKeys = changes.flatMap((change) => change.actions);
  const indexes = actions.filter((action) => isIndexMade(action) && !ofKeys.includes(action));
  const remarks = actions.filter((action) => isRemark(action, [...indexes, ...ofKeys]));
  const apart = new Set([...ofKeys, ...indexes, ...remarks]);
  const rest = actions.filter((action) => !apart.has(action));
  return [
    ...catalogueParts(rest.filter((action) => !isTie(action, group))),
    // One at a time: each locks another table too, and waiting for one must not hold the others.
    ...rest.filter((action) => isTie(action, group)).flatMap((action) => catalogueParts([action])),
    ...validations(rest, way),
    ...changes.flatMap(keyParts),
    ...indexes.map(indexPart),
    ...catalogueParts(remarks),
  ];
}

function catalogueParts(actions: readonly Action[]): Part[] {
  if (actions.length === 0) return [];
  return [{ run: { how: "transaction", sql: actions.map(withoutScan) }, actions }];
}

/** Whether the action makes or drops a foreign key. */
function isTie(action: Action, group: Group): boolean {
  return (group === "refer" || group === "loosen") && subjectOf(action)?.kind === "constraint";
}

/** Whether the action adds a rule that PostgreSQL can validate later. */
function isRuleAdded({ verb, sql, produces }: Action): boolean {
  return (
    verb === "create" &&
    produces[0]?.kind === "constraint" &&
    / ADD CONSTRAINT \S+ (CHECK|FOREIGN KEY) /.test(sql)
  );
}

function withoutScan(action: Action): string {
  if (!isRuleAdded(action)) return action.sql;
  const sql = canonical(action.sql);
  return / NOT VALID$/.test(sql) ? sql : `${sql} NOT VALID`;
}

function validations(actions: readonly Action[], way: Way): Part[] {
  return actions.filter(isRuleAdded).map((action) => {
    const id = action.produces[0] as { schema: string; table: string; name: string };
    const table = quoteTable(id.schema, id.table);
    const sql = `ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(id.name)}`;
    const run: Transaction = {
      how: "transaction",
      sql: [way === "there" ? sql : unlessViolated(sql, `${id.schema}.${id.table}`, id.name)],
      scans: true,
    };
    return { run, actions: [] };
  });
}

function isIndexMade({ verb, produces }: Action): boolean {
  return verb === "create" && produces[0]?.kind === "index";
}

/** A comment has to wait until what it is about is there. */
function isRemark({ verb, produces }: Action, made: readonly Action[]): boolean {
  const [id] = produces;
  if (verb !== "create" || id?.kind !== "comment") return false;
  const about = keyOf(id.target);
  return made.some(({ produces }) => produces.some((one) => keyOf(one) === about));
}

function indexPart(action: Action): Part {
  const id = subjectOf(action) as { schema: string; name: string };
  const name = quoteTable(id.schema, id.name);
  return {
    run: buildIndexRun(
      name,
      action.sql.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY "),
    ),
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
