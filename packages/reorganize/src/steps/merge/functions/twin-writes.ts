import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { block, lines } from "../../shared/block.js";
import { at, toSurvivor, toTwin } from "../pair/casts.js";
import { overriding, writableInTwin } from "../pair/columns.js";
import { survivorHasKey, twinHasKey } from "../pair/keys.js";
import type { ColumnPair, Pair } from "../pair/pair.js";

/** SQL that inserts a row of the survivor into the twin; what it is selected from comes behind. */
export function insertIntoTwin(pair: Pair, twin: string, row: string): string {
  const columns = writableInTwin(pair);
  const values = columns.map((one) => toTwin(row, one));
  return block`
    INSERT INTO ${twin} (${columns.map((one) => quoteIdentifier(one.twin.name)).join(", ")})
    ${overriding(columns.map((one) => one.twin))}
    SELECT ${values.join(", ")}`;
}

/** SQL that makes the twin's row that of the survivor where it differs. */
export function updateTwin(pair: Pair, twin: string, row: string, source: string): string {
  const columns = writableInTwin(pair).filter((one) => !one.twin.identity);
  const sets = columns.map((one) => `${quoteIdentifier(one.twin.name)} = ${asItWas(one, row)}`);
  const now = columns.map((one) => at(row, one.survivor.name));
  const before = columns.map((one) => toSurvivor("twin", one));
  return block`
    UPDATE ${twin} AS twin
       SET ${lines(sets)}
    ${source}
       AND ROW(${texts(now)})
           IS DISTINCT FROM ROW(${texts(before)})`;
}

/** SQL that deletes from the twin those of `_keys` that the survivor has no longer. */
export function deleteGone(pair: Pair, twin: string): string {
  return block`
    DELETE FROM ${twin} AS twin USING (
      SELECT keys.key FROM pg_catalog.unnest(_keys) AS keys (key)
       WHERE NOT EXISTS (
         SELECT FROM ${sqlName(pair.survivor)} AS theirs
          WHERE ${survivorHasKey(pair, "theirs", "keys.key")})) AS gone
     WHERE ${twinHasKey(pair, "twin", "gone.key")};`;
}

// A cast may lose something, such as digits: where the value is still what came from the twin, the
// twin's own stays.
function asItWas(one: ColumnPair, row: string): string {
  if (one.twin.type === one.survivor.type) return at(row, one.survivor.name);
  const same = `${at(row, one.survivor.name)}::pg_catalog.text IS NOT DISTINCT FROM (${toSurvivor("twin", one)})::pg_catalog.text`;
  return `CASE WHEN ${same} THEN ${at("twin", one.twin.name)} ELSE ${toTwin(row, one)} END`;
}

function texts(values: readonly string[]): string {
  return values.map((value) => `(${value})::pg_catalog.text`).join(", ");
}
