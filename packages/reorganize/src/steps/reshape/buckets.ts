import type { Action } from "../../catalog/delta/action.js";
import { subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import { type Difference, isOurs } from "./difference.js";
import { inOrder } from "./in-order.js";
import type { Bucket } from "./inverse.js";
import { phaseOf, phases } from "./phase.js";

/** The actions of the way there, in the order in which they run. */
export function bucketsOf(difference: Difference, indexes: ReadonlyMap<string, string>): Bucket[] {
  const buckets = new Map<unknown, Bucket & { actions: Action[] }>();
  for (const action of difference.there) {
    if (!isOurs(action, difference, indexes)) continue;
    const phase = phaseOf(action, difference, indexes);
    const id = subjectOf(action);
    const table = (id && tableOf(id, indexes)) ?? "";
    // What belongs to no table may have to wait for some of them, each for others.
    const key = table === "" ? action : `${phase} ${table}`;
    const bucket = buckets.get(key) ?? { phase, table, actions: [] };
    bucket.actions.push(action);
    buckets.set(key, bucket);
  }
  const byPhase = phases.flatMap((phase) =>
    [...buckets.values()].filter((one) => one.phase === phase),
  );
  return inOrder(byPhase, difference.requirements);
}
