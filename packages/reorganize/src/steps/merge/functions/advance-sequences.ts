import { advanceSequence } from "../../shared/advance-sequence.js";
import type { Pair } from "../pair/pair.js";

/** SQL that moves the survivor's own numbers behind those of both tables. */
export function advanceSequences({ common, survivor, twin }: Pair): string[] {
  return common.flatMap((one) =>
    advanceSequence(survivor, one.survivor, [
      { table: survivor, column: one.survivor.name },
      { table: twin, column: one.twin.name },
    ]),
  );
}

/** SQL that moves the twin's own numbers behind those that its rows have got from the survivor. */
export function returnSequences({ common, twin }: Pair): string[] {
  return common.flatMap((one) =>
    advanceSequence(twin, one.twin, [{ table: twin, column: one.twin.name }], "after inserts"),
  );
}
