import { documentOf } from "../../../ledger/document.js";
import { at, toSurvivor } from "./casts.js";
import type { Pair } from "./pair.js";

/** The common columns of a row of the survivor as a document, under the names that they get. */
export function imageOf(pair: Pair, row: string): string {
  return documentOf(
    pair.common.map(({ survivor, as }) => ({ name: as, sql: at(row, survivor.name) })),
  );
}

/** The same of a row of the twin, as it would be in the survivor. */
export function imageOfTwin(pair: Pair, row: string): string {
  return documentOf(pair.common.map((one) => ({ name: one.as, sql: toSurvivor(row, one) })));
}
