import type { Action } from "../../catalog/delta/action.js";
import { keyOf, type StableId, subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import type { Phase } from "./phase.js";

/** Actions that run together, and the table they are about; "" for those about none. */
export interface Bucket {
  readonly phase: Phase;
  readonly table: string;
  readonly actions: readonly Action[];
}

/**
 * What pg-delta does to undo what is done to the objects of the bucket, in its order. Each action is
 * taken once.
 */
export function takeInverse(
  { phase, table, actions }: Bucket,
  back: readonly Action[],
  taken: Set<Action>,
  indexes: ReadonlyMap<string, string>,
): Action[] {
  const made = new Set(actions.flatMap(({ produces }) => produces).map(keyOf));
  const dropped = new Set(actions.flatMap(({ destroys }) => destroys).map(keyOf));
  const altered = new Set(
    actions.filter(isAlteration).map((action) => keyOf(subjectOf(action) as StableId)),
  );
  const mine = back.filter((action) => {
    if (taken.has(action)) return false;
    const { produces, destroys } = action;
    if (produces.length + destroys.length > 0)
      return (
        produces.some((id) => dropped.has(keyOf(id))) ||
        // What goes with it, such as a table's own sequence, was made for itself.
        destroys.slice(0, 1).some((id) => made.has(keyOf(id)))
      );
    const id = subjectOf(action);
    if (!id) return false;
    if (tableOf(id, indexes) !== undefined)
      return phase === "alter columns" && tableOf(id, indexes) === table;
    return altered.has(keyOf(id));
  });
  for (const action of mine) taken.add(action);
  return mine;
}

function isAlteration({ produces, destroys, consumes }: Action): boolean {
  return produces.length + destroys.length === 0 && consumes.length > 0;
}
