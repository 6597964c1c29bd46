import type { Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Source } from "../../plan/plan.js";
import type { Rehearsal } from "../rehearsal.js";
import { isNameTaken } from "../shared/is-name-taken.js";
import { isMoved, keepsView, type Move } from "../shared/move.js";
import { planMove } from "../shared/move-table.js";
import { withRights } from "../shared/with-rights.js";
import { planTypeMoves } from "./move-types.js";
import { orderMoves } from "./order-moves.js";

/** Tables that go to the target's schema and name as they are, and the enum types that go with them. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, readCatalog, target, perform, recordSources, addViews } = rehearsal;
  const moves = movesOf(rehearsal);
  await perform((await withRights(copy, orderMoves(moves.filter(isMoved)))).map(planMove));
  await perform(planTypeMoves(await readCatalog(), target.catalog));
  recordSources(moves.map(sourceOf));
  addViews(moves.filter(keepsView));
}

function movesOf({ assigned, target }: Rehearsal): Move[] {
  return [...assigned].flatMap(([name, [first, second]]) => {
    const to = target.catalog.tables.get(name) as Table;
    return first && !second ? [{ ...first, to, isNameTaken: isNameTaken(first, target) }] : [];
  });
}

function sourceOf({ table, to, rename }: Move): Source {
  return {
    from: plainName(table),
    to: plainName(to),
    columns: Object.fromEntries(rename),
    merged: false,
    rows: table.rows,
  };
}
