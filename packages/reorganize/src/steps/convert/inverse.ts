import type { Run } from "../../plan/step.js";
import { buildIndexRun } from "../shared/build-index.js";
import { addRun } from "./add.js";
import type { Direction } from "./direction.js";
import { fillRun } from "./fill.js";
import { guardRuns } from "./guard.js";
import { swapRun, validateRun } from "./swap.js";

/**
 * The whole conversion back: undoing the earlier steps then finds nothing to do.
 *
 * @param atSwap SQL for the transaction in which the columns change places
 */
export function inverseOf(direction: Direction, atSwap: readonly string[] = []): Run[] {
  const { add: guarded, validate } = guardRuns(direction);
  const proof = validateRun(direction, true);
  const swapped = swapRun(direction);
  return [
    addRun(direction),
    fillRun(direction),
    guarded,
    validate,
    ...direction.indexes.map(({ sqlTemporary, createSql }) =>
      buildIndexRun(sqlTemporary, createSql),
    ),
    { ...swapped, sql: [...atSwap, ...swapped.sql] },
    ...(proof ? [proof] : []),
  ];
}
