import type { Action } from "../../catalog/delta/action.js";
import { keyOf, type StableId, subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import type { Phase } from "./phase.js";

/** Actions that run together, and the table they are about; "" for those about none. */
export interface Bucket {
  readonly phase: Phase;
  readonly table: string;
  readonly actions: readonly Action[];
}

/** An action of the way back, which is taken once. */
interface Undoing {
  readonly action: Action;
  readonly makes: readonly string[];
  /** What else it drops, such as a table's own sequence, was made for itself. */
  readonly drops: string | undefined;
  /** What it alters, where it neither makes nor drops anything, and the table of that. */
  readonly alters: { readonly key: string; readonly table: string | undefined } | undefined;
}

/** The actions of the way back, as `takeInverse` looks for them. */
export function undoingsOf(
  back: readonly Action[],
  indexes: ReadonlyMap<string, string>,
): Set<Undoing> {
  return new Set(
    back.map((action) => {
      const { produces, destroys, consumes } = action;
      const [dropped] = destroys.map(keyOf);
      const id = produces.length + destroys.length === 0 ? consumes[0] : undefined;
      return {
        action,
        makes: produces.map(keyOf),
        drops: dropped,
        alters: id && { key: keyOf(id), table: tableOf(id, indexes) },
      };
    }),
  );
}

/**
 * What pg-delta does to undo what is done to the objects of the bucket, in its order; none of it is left
 * among those that there are.
 */
export function takeInverse({ phase, table, actions }: Bucket, left: Set<Undoing>): Action[] {
  const made = new Set(actions.flatMap(({ produces }) => produces).map(keyOf));
  const dropped = new Set(actions.flatMap(({ destroys }) => destroys).map(keyOf));
  const altered = new Set(
    actions.filter(isAlteration).map((action) => keyOf(subjectOf(action) as StableId)),
  );
  // What belongs to a table may be altered there, and be dropped and made anew on the way back.
  const remade = phase === "alter columns" ? altered : new Set<string>();
  const mine = [...left].filter(({ makes, drops = "", alters }) => {
    if (!alters)
      return (
        makes.some((key) => dropped.has(key) || remade.has(key)) ||
        made.has(drops) ||
        remade.has(drops)
      );
    if (alters.table === undefined) return altered.has(alters.key);
    return phase === "alter columns" && alters.table === table;
  });
  for (const one of mine) left.delete(one);
  return mine.map(({ action }) => action);
}

function isAlteration({ produces, destroys, consumes }: Action): boolean {
  return produces.length + destroys.length === 0 && consumes.length > 0;
}
