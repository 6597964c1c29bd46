import type { Queryable } from "../../session/queryable.js";
import type { Move } from "./move.js";
import { readPartialReaders } from "./read-partial-readers.js";
import { readUsage } from "./read-usage.js";
import { noRights } from "./rights.js";

/** The moves, which are done in this order, with what the roles that use the tables need for them. */
export async function withRights(copy: Queryable, moves: readonly Move[]): Promise<Move[]> {
  const usages = await readUsage(copy, moves);
  const known: Move[] = [];
  for (const [index, move] of moves.entries()) {
    const partialReaders = await readPartialReaders(copy, move.table);
    known.push({ ...move, usage: usages[index] ?? noRights, partialReaders });
  }
  return known;
}
