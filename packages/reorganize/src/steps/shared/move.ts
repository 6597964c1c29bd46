import type { CompatibilityView } from "./compatibility-view.js";
import type { Rights } from "./rights.js";

/** A table that goes to another schema, name or column names; its rows stay where they are. */
export interface Move extends CompatibilityView {
  /** Whether another table of the target gets the old name, so that no view can stay there. */
  readonly isNameTaken?: boolean;
  /** Indexes that get another name before it leaves, such as those that `readClashingIndexes` finds. */
  readonly indexes?: ReadonlyMap<string, string>;
  /** What lets roles that use the table reach it where it goes. */
  readonly usage?: Rights;
  /** Roles that can use the table, but no view of it. */
  readonly partialReaders?: readonly string[];
}

/** Whether anything changes at all. */
export function isMoved(move: Move): boolean {
  return leavesItsName(move) || move.rename.size > 0;
}

/** Whether a compatibility view stays at the old name. */
export function keepsView(move: Move): boolean {
  return leavesItsName(move) && !move.isNameTaken;
}

/** Whether the table is elsewhere afterwards. */
export function leavesItsName({ table, to }: Move): boolean {
  return table.schema !== to.schema || table.name !== to.name;
}
