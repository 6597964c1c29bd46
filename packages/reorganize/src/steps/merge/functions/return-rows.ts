import { sqlName } from "../../../catalog/catalog.js";
import { merged } from "../../../ledger/merged.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import { survivorHasKey, twinMatches } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { defineFunction } from "./define-function.js";
import { functionName } from "./names.js";
import { refused } from "./refused.js";
import { deleteGone, insertIntoTwin, updateTwin } from "./twin-writes.js";

/**
 * The function that returns merged rows, by their keys, to the twin as they are in the survivor now;
 * those that the survivor has no longer are deleted from the twin too. A row that the twin cannot take
 * as it has become is marked to stay in the survivor.
 *
 * @param twin where the twin lies at that time, as SQL
 */
export function returnRowsFunction(pair: Pair, twin: string): string {
  const name = functionName("return rows", pair);
  return defineFunction({
    name,
    parameters: "_keys jsonb[]",
    returns: "void",
    byKey: "batch",
    declare: ["_key jsonb"],
    body: block`
      ${lockSurvivor(pair, "_keys")}
      UPDATE ${merged} SET stays = false WHERE step = ${literal(pair.step)} AND key = ANY (_keys) AND stays;
      BEGIN
        ${deleteGone(pair, twin)}
        ${updateTwin(pair, twin, "theirs", ofKeys(pair))};
        ${insertMissing(pair, twin)}
      EXCEPTION WHEN ${refused} THEN
        IF pg_catalog.cardinality(_keys) = 1 THEN
          UPDATE ${merged} SET stays = true WHERE step = ${literal(pair.step)} AND key = _keys[1];
        ELSE
          FOREACH _key IN ARRAY _keys LOOP PERFORM ${name}(ARRAY[_key]); END LOOP;
        END IF;
      END;`,
  });
}

/** SQL that locks rows of the survivor by their keys. */
export function lockSurvivor(pair: Pair, keys: string): string {
  return block`
    -- A program that changes one of these rows in the survivor waits until the twin has it.
    PERFORM FROM pg_catalog.unnest(${keys}) AS keys (key)
       JOIN ${sqlName(pair.survivor)} AS theirs ON ${survivorHasKey(pair, "theirs", "keys.key")} FOR SHARE OF theirs;`;
}

function ofKeys(pair: Pair): string {
  return block`
      FROM pg_catalog.unnest(_keys) AS keys (key)
      JOIN ${sqlName(pair.survivor)} AS theirs ON ${survivorHasKey(pair, "theirs", "keys.key")}
     WHERE ${twinMatches(pair, "twin", "theirs")}`;
}

function insertMissing(pair: Pair, twin: string): string {
  return block`
    ${insertIntoTwin(pair, twin, "theirs")}
      FROM pg_catalog.unnest(_keys) AS keys (key)
      JOIN ${sqlName(pair.survivor)} AS theirs ON ${survivorHasKey(pair, "theirs", "keys.key")}
     WHERE NOT EXISTS (SELECT FROM ${twin} AS twin WHERE ${twinMatches(pair, "twin", "theirs")});`;
}
