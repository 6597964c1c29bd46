import { plainName } from "../../catalog/table-name.js";
import type { Move } from "../shared/move.js";

/** The moves in an order in which each name is free when a table gets it. */
export function orderMoves(moves: readonly Move[]): Move[] {
  const ordered: Move[] = [];
  const seen = new Set<Move>();
  const visit = (move: Move): void => {
    if (seen.has(move)) return;
    seen.add(move);
    const inTheWay = moves.find(
      (other) => other !== move && plainName(other.table) === plainName(move.to),
    );
    if (inTheWay) visit(inTheWay);
    ordered.push(move);
  };
  for (const move of moves) visit(move);
  return ordered;
}
