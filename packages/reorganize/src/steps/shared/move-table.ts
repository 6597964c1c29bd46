import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import { dropView } from "./compatibility-view.js";
import { keepsView, leavesItsName, type Move } from "./move.js";
import { moveBackSql, moveSql } from "./move-sql.js";
import { type NameHazard, viewHazards } from "./name-hazards.js";

/**
 * The step that moves the table: catalog changes only, whatever its size, and in the same
 * transaction a view at the old name with the old column names, through which programs go on reading
 * and writing. Where only columns are renamed the old name is the table itself, and no view is possible.
 */
export function planMove(move: Move): Step {
  const { table, to, rename } = move;
  const hasView = keepsView(move);
  return {
    id: { kind: "relocate", action: "move", on: plainName(to) },
    about: leavesItsName(move)
      ? { from: plainName(table), view: hasView }
      : { columns: [...rename.values()] },
    table: plainName(to),
    forward: { how: "transaction", sql: moveSql(move, hasView) },
    inverse: [{ how: "transaction", sql: moveBackSql(move, hasView) }],
    ...(hasView ? { finish: [dropView(move)] } : {}),
    lock: "ACCESS EXCLUSIVE",
    hazards: moveHazards(move),
    rows: 0,
    seconds: 0.05,
  };
}

/** What programs have to know of the move. */
export function moveHazards(move: Move): NameHazard[] {
  const { table, to, rename } = move;
  const name = plainName(table);
  if (!leavesItsName(move))
    return [{ code: "columns renamed", table: name, columns: [...rename.keys()] }];
  if (move.isNameTaken) return [{ code: "name taken", table: name, becomes: plainName(to) }];
  return viewHazards(name, move.partialReaders);
}
