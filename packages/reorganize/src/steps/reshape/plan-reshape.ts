import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Action } from "../../catalog/delta/action.js";
import { columnChanges } from "../../catalog/delta/column-changes.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Hazard, Run, Step } from "../../plan/step.js";
import { distinctId, quarantineId } from "../shared/repair-ids.js";
import { bucketsOf } from "./buckets.js";
import { aroundColumnChanges } from "./column-changes.js";
import { type Difference, goalOf, indexTables, sidesOf, type Way } from "./difference.js";
import { dropTableRuns } from "./drop-table.js";
import { type Surrounded, withValues } from "./dropped-columns.js";
import { hazardsOf } from "./hazards.js";
import { type Bucket, takeInverse, undoingsOf } from "./inverse.js";
import { withNewNumbers } from "./new-numbers.js";
import { notNullSteps } from "./not-null-steps.js";
import { phases } from "./phase.js";
import { onlineParts, type Part, type Setting } from "./sql.js";

/**
 * The steps that bring everything but rows, rights and histories to the target. The statements and
 * their inverses are pg-delta's; the order is ours, since none may make a program wait.
 */
export function planReshape(difference: Difference): Step[] {
  const indexes = indexTables(difference);
  const buckets = bucketsOf(difference, indexes);
  const undoings = undoingsOf(difference.back, indexes);
  const stepsOfAll = (some: readonly Bucket[]): Step[] =>
    some.flatMap((bucket) => stepsOf(bucket, difference, (part) => takeInverse(part, undoings)));
  const first = buckets.findIndex(({ phase }) => phases.indexOf(phase) >= phases.indexOf("keys"));
  const early = first < 0 ? buckets.length : first;
  return numbered([
    ...stepsOfAll(buckets.slice(0, early)),
    // A primary key wants columns that are NOT NULL.
    ...notNullSteps(difference.from, difference.to, difference.ours),
    ...stepsOfAll(buckets.slice(early)),
  ]);
}

/** Of steps that do the same to the same, each but the first gets the number of its part. */
function numbered(steps: readonly Step[]): Step[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const key = stepKey(step.id);
    const part = (seen.get(key) ?? 0) + 1;
    seen.set(key, part);
    return part === 1 ? step : { ...step, id: { ...step.id, part: String(part) } };
  });
}

interface Sent {
  readonly run: Run;
  readonly undo: readonly Run[];
  readonly hazards?: readonly Hazard[];
}

/** A step for each run, so that each can be undone for itself, also when it had only begun. */
function stepsOf(bucket: Bucket, difference: Difference, inverseOf: InverseOf): Step[] {
  const { phase, table, actions } = bucket;
  const setting = settingOf(bucket, "there", difference);
  return onlineParts(actions, setting)
    .flatMap((part) => {
      const { before, run, after } = surrounded(table, "there", part, difference);
      return [
        ...before,
        {
          run,
          undo: undoOf(bucket, part, difference, inverseOf),
          // No program waits for a table that is new.
          hazards: phase === "create table" ? [] : hazardsOf(part.actions, setting.goal),
        },
        ...after.map((one) => ({ run: one, undo: [] })),
      ];
    })
    .map(({ run, undo, hazards = [] }: Sent) => ({
      id: { kind: "reshape", action: phase, ...(table ? { on: table } : {}) },
      ...(table ? { table } : {}),
      forward: repaired(run, table),
      inverse: undo,
      lock: lockOf(run),
      hazards,
      ...effortOf(run, difference.from.tables.get(table)?.rows ?? 0),
    }));
}

type InverseOf = (part: Bucket) => readonly Action[];

function settingOf({ phase, table }: Bucket, way: Way, difference: Difference): Setting {
  return {
    sides: sidesOf(table, way, difference),
    goal: goalOf(table, way, difference),
    way,
    phase,
  };
}

function undoOf(
  bucket: Bucket,
  part: Part,
  difference: Difference,
  inverseOf: InverseOf,
): readonly Run[] {
  const { phase, table } = bucket;
  const actions = inverseOf({ phase, table, actions: part.actions });
  const made = difference.to.tables.get(table);
  // They go with their table, which keeps what was written to them.
  if (difference.partitions.has(table)) return [];
  if (part.undo) return [part.undo];
  if (made && actions.some(isTableDropped)) return dropTableRuns(made);
  const going = actions.length === 0 ? goingWithTheirTable(part.actions) : [];
  if (going.length > 0) return [{ how: "transaction", sql: going }];
  return onlineParts(actions, settingOf(bucket, "back", difference)).flatMap((one) => {
    const { before, run, after } = surrounded(table, "back", one, difference);
    return [...before.map(({ run }) => run), run, ...after];
  });
}

/**
 * A sequence goes with the table that owns it, unless that was never made or made its own. A trigger goes with its
 * table too, but what its condition names may have to go before.
 */
function goingWithTheirTable(actions: readonly Action[]): string[] {
  return actions.flatMap(({ verb, produces: [id] }) => {
    if (id?.kind === "sequence")
      return [`DROP SEQUENCE IF EXISTS ${quoteTable(id.schema, id.name)}`];
    return id?.kind === "trigger" && verb === "create"
      ? [`DROP TRIGGER IF EXISTS ${quoteIdentifier(id.name)} ON ${quoteTable(id.schema, id.table)}`]
      : [];
  });
}

function isTableDropped({ verb, destroys }: Action): boolean {
  return verb === "drop" && destroys[0]?.kind === "table";
}

/** The run, with what has to happen around it. */
function surrounded(table: string, way: Way, part: Part, difference: Difference): Surrounded {
  const changes = columnChanges(part.actions);
  const { before, run, after } = withValues(table, way, part.run, changes, difference);
  const inside = aroundColumnChanges(table, way, run, changes, difference);
  return { before, run: withNewNumbers(inside, part.actions, difference, way), after };
}

/** Rows written since the repair may violate a rule that comes: then they are repaired once more. */
function repaired(run: Run, table: string): Run {
  if (run.how === "alone") return { ...run, repairedBy: distinctId(table) };
  return run.how === "transaction" && run.scans ? { ...run, repairedBy: quarantineId(table) } : run;
}

function effortOf(run: Run, rows: number): Pick<Step, "rows" | "seconds"> {
  return run.how === "batches" ? { rows, seconds: rows / 50_000 } : { rows: 0, seconds: 0.05 };
}

function lockOf(run: Run): string {
  if (run.how === "batches") return "ROW EXCLUSIVE";
  if (run.how === "alone" || (run.how === "transaction" && run.scans))
    return "SHARE UPDATE EXCLUSIVE";
  return "ACCESS EXCLUSIVE";
}
