import type { Pair } from "../pair/pair.js";
import { lockSurvivor } from "./return-rows.js";
import { walkMergedFunction } from "./walk-merged.js";

/** The function that returns a batch of merged rows to the twin while that is parked. */
export function refreshFunction(pair: Pair): string {
  return walkMergedFunction(pair, "refresh", {
    // In the order in which programs lock them: the survivor's row first, what is remembered of it by the trigger.
    before: lockSurvivor(pair, "_keys"),
    after: "",
  });
}
