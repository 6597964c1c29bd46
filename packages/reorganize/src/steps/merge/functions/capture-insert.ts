import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { shortName } from "../../../catalog/short-name.js";
import { plainName } from "../../../catalog/table-name.js";
import { merged } from "../../../ledger/merged.js";
import { via } from "../../../ledger/usage.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import { keyOfSurvivor } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { defineFunction } from "./define-function.js";
import { dropFunctions, functionName } from "./names.js";

/**
 * The trigger function that remembers rows as the twin's when they are inserted by its name, so that
 * they return to it with the others. The survivor is where it stays, and a view is at the other name.
 */
export function captureInsertFunction(pair: Pair): string {
  return defineFunction({
    name: functionName("capture insert", pair),
    parameters: "",
    returns: "trigger",
    declare: [],
    body: block`
      IF TG_LEVEL = 'STATEMENT' THEN
        -- A compatibility view names itself once the statement writes.
        PERFORM pg_catalog.set_config('${via}', '', true);
      ELSIF ${isByTwinsName(pair)} THEN
        INSERT INTO ${merged} (step, key) VALUES (${literal(pair.step)}, ${keyOfSurvivor(pair, "NEW")})
        ON CONFLICT (step, key) DO NOTHING;
      END IF;
      RETURN NULL;`,
  });
}

/** SQL that has the function called. */
export function captureInsertTriggers(pair: Pair): string[] {
  const table = sqlName(pair.survivor);
  const call = `EXECUTE FUNCTION ${functionName("capture insert", pair)}()`;
  return [
    `CREATE TRIGGER ${triggerName("statement", pair)} BEFORE INSERT ON ${table} FOR EACH STATEMENT ${call}`,
    `CREATE TRIGGER ${triggerName("row", pair)} AFTER INSERT ON ${table} FOR EACH ROW ${call}`,
  ];
}

/** SQL that ends it. */
export function endCaptureInsert(pair: Pair): string[] {
  return [
    ...["statement", "row"].map(
      (what) => `DROP TRIGGER IF EXISTS ${triggerName(what, pair)} ON ${sqlName(pair.survivor)}`,
    ),
    ...dropFunctions(pair, "capture insert"),
  ];
}

// Where the survivor has got the twin's name, a program that uses that goes through no view.
function isByTwinsName({ twin, goal }: Pair): string {
  const name = `COALESCE(pg_catalog.current_setting('${via}', true), '')`;
  return `${name} = ${literal(goal ? "" : plainName(twin))}`;
}

// It has to fire before the trigger that mirrors writes to the twin.
function triggerName(level: string, { twin }: Pair): string {
  return quoteIdentifier(shortName(`_reorganize insert ${level} ${plainName(twin)}`));
}
