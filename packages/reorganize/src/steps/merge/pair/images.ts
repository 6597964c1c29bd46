import { quoteIdentifier } from "@deepiri/database";
import { block, lines } from "../../shared/block.js";
import { at, toSurvivor } from "./casts.js";
import type { Pair } from "./pair.js";

/**
 * The common columns of a row of the survivor as texts in one jsonb: exact for every type, the null of
 * jsonb and the spelling of json included, and of any number of columns.
 */
export function imageOf(pair: Pair, row: string): string {
  return image(
    pair.common.map(
      ({ survivor, as }) => `${at(row, survivor.name)}::pg_catalog.text AS ${quoteIdentifier(as)}`,
    ),
  );
}

/** The same of a row of the twin, as it would be in the survivor. */
export function imageOfTwin(pair: Pair, row: string): string {
  return image(
    pair.common.map(
      (one) => `(${toSurvivor(row, one)})::pg_catalog.text AS ${quoteIdentifier(one.as)}`,
    ),
  );
}

function image(texts: readonly string[]): string {
  return block`
    (SELECT pg_catalog.to_jsonb(image.*) FROM (
      SELECT ${lines(texts)}) AS image)`;
}
