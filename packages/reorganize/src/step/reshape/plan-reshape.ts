import type { Action } from "@supabase/pg-delta/plan";
import type { Run, Step } from "../../plan/plan.js";
import { aroundView } from "./around-view.js";
import { type Difference, indexTables, isOurs, isStructure, type Way } from "./difference.js";
import { groupOf, groups, titles } from "./group.js";
import { type Bucket, takeInverse } from "./inverse.js";
import { keeping } from "./kept-columns.js";
import { notNullSteps } from "./not-null.js";
import { onlineRuns } from "./online.js";
import { subjectOf, tableOf } from "./subject.js";

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
      stepsOf(bucket, takeInverse(bucket, back, taken, indexes), difference),
    );
  const isEarly = ({ group }: Bucket): boolean => groups.indexOf(group) <= groups.indexOf("refer");
  return [
    ...stepsOfAll(buckets.filter(isEarly)),
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

function stepsOf(
  { group, table, actions }: Bucket,
  back: readonly Action[],
  difference: Difference,
): Step[] {
  const inverse = surrounded(table, "back", back, difference);
  return surrounded(table, "there", actions, difference)
    .map((run) => repaired(run, table))
    .map((forward, index) => ({
      id: [group, table, index === 0 ? "" : String(index + 1)].filter(Boolean).join(" "),
      kind: "reshape",
      title: table ? `${table}: ${titles[group]}` : titles[group],
      ...(table ? { table } : {}),
      forward,
      inverse: index === 0 ? inverse : [],
      lock: lockOf(forward),
      hazards:
        actions.some(({ rewriteRisk }) => rewriteRisk) && index === 0
          ? ["may rewrite the table"]
          : [],
      rows: 0,
      seconds: 0.05,
    }));
}

/** The actions as runs, with what has to happen around them. */
function surrounded(
  table: string,
  way: Way,
  actions: readonly Action[],
  difference: Difference,
): readonly Run[] {
  return aroundView(table, way, keeping(table, way, onlineRuns(actions), difference), difference);
}

/** Rows written since the repair may break a rule that comes: then they are repaired once more. */
function repaired(run: Run, table: string): Run {
  if (run.how === "alone") return { ...run, repairedBy: `distinct ${table}` };
  return run.how === "transaction" && run.patient
    ? { ...run, repairedBy: `set aside ${table}` }
    : run;
}

function lockOf(run: Run): string {
  if (run.how === "alone" || (run.how === "transaction" && run.patient))
    return "SHARE UPDATE EXCLUSIVE";
  return "ACCESS EXCLUSIVE";
}
