import type { Action } from "@supabase/pg-delta/plan";
import { subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import type { Hazard, Run, Step } from "../../plan/step.js";
import { distinctId } from "../repair/distinct.js";
import { quarantineId } from "../repair/quarantine-rows.js";
import { aroundView } from "./around-view.js";
import {
  type Difference,
  indexTables,
  isOurs,
  isStructure,
  sidesOf,
  type Way,
} from "./difference.js";
import { groupOf, groups } from "./group.js";
import { hazardsOf } from "./hazards.js";
import { type Bucket, takeInverse } from "./inverse.js";
import { keeping, type Surrounded } from "./kept-columns.js";
import { dropKeepingRows } from "./kept-table.js";
import { notNullSteps } from "./not-null.js";
import { onlineParts, type Part, type Setting } from "./online.js";

/**
 * The steps that bring everything but rows, rights and histories to the target. The statements and
 * their inverses are pg-delta's; the order is ours, since none may make a program wait.
 */
export function planReshape(difference: Difference): Step[] {
  const indexes = indexTables(difference);
  const buckets = bucketsOf(difference, indexes);
  const back = difference.back.filter(isStructure);
  const taken = new Set<Action>();
  const stepsOfAll = (some: readonly Bucket[]): Step[] =>
    some.flatMap((bucket) =>
      stepsOf(bucket, difference, (part) => takeInverse(part, back, taken, indexes)),
    );
  const isEarly = ({ group }: Bucket): boolean => groups.indexOf(group) < groups.indexOf("key");
  return [
    ...stepsOfAll(buckets.filter(isEarly)),
    // A primary key wants columns that are NOT NULL.
    ...notNullSteps(difference.from, difference.to, difference.ours),
    ...stepsOfAll(buckets.filter((bucket) => !isEarly(bucket))),
  ];
}

/** The actions of the way there, in the order in which they run. */
function bucketsOf(difference: Difference, indexes: ReadonlyMap<string, string>): Bucket[] {
  const buckets = new Map<string, Bucket & { actions: Action[] }>();
  for (const action of difference.there) {
    if (!isOurs(action, difference, indexes)) continue;
    const group = groupOf(action, difference, indexes);
    const id = subjectOf(action);
    const table = (id && tableOf(id, indexes)) ?? "";
    const key = `${group} ${table}`;
    const bucket = buckets.get(key) ?? { group, table, actions: [] };
    bucket.actions.push(action);
    buckets.set(key, bucket);
  }
  return groups.flatMap((group) => [...buckets.values()].filter((one) => one.group === group));
}

interface Sent {
  readonly run: Run;
  readonly undo: readonly Run[];
  readonly hazards?: readonly Hazard[];
}

/** A step for each run, so that each can be undone for itself, also when it had only begun. */
function stepsOf(bucket: Bucket, difference: Difference, inverseOf: InverseOf): Step[] {
  const { group, table, actions } = bucket;
  const parts = onlineParts(actions, settingOf(bucket, "there", difference));
  return parts
    .flatMap((part) => {
      const { before, run, after } = surrounded(table, "there", part.run, difference);
      return [
        ...before,
        {
          run,
          undo: undoOf(bucket, part, difference, inverseOf),
          // Nobody waits for a table that is new.
          hazards: group === "create" ? [] : hazardsOf(part.actions),
        },
        ...after.map((one) => ({ run: one, undo: [] })),
      ];
    })
    .map(({ run, undo, hazards = [] }: Sent, index) => ({
      id: {
        kind: "reshape",
        action: group,
        ...(table ? { on: table } : {}),
        ...(index === 0 ? {} : { part: String(index + 1) }),
      },
      ...(table ? { table } : {}),
      forward: repaired(run, table),
      inverse: undo,
      lock: lockOf(run),
      hazards,
      ...effortOf(run, difference.from.tables.get(table)?.rows ?? 0),
    }));
}

type InverseOf = (part: Bucket) => readonly Action[];

function settingOf({ group, table }: Bucket, way: Way, difference: Difference): Setting {
  return { sides: sidesOf(table, way, difference), way, group };
}

function undoOf(
  bucket: Bucket,
  part: Part,
  difference: Difference,
  inverseOf: InverseOf,
): readonly Run[] {
  const { group, table } = bucket;
  const actions = inverseOf({ group, table, actions: part.actions });
  const made = difference.to.tables.get(table);
  if (part.undo) return [part.undo];
  if (made && actions.some(({ sql }) => sql.startsWith("DROP TABLE ")))
    return dropKeepingRows(made);
  return onlineParts(actions, settingOf(bucket, "back", difference)).flatMap(({ run: plain }) => {
    const { before, run, after } = surrounded(table, "back", plain, difference);
    return [...before.map(({ run }) => run), run, ...after];
  });
}

/** The run, with what has to happen around it. */
function surrounded(table: string, way: Way, run: Run, difference: Difference): Surrounded {
  const kept = keeping(table, way, run, difference);
  return { ...kept, run: aroundView(table, way, kept.run, difference) };
}

/** Rows written since the repair may break a rule that comes: then they are repaired once more. */
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
