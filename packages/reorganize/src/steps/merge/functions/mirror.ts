import { sqlName } from "../../../catalog/catalog.js";
import { merged } from "../../../ledger/merged.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import { keyOfSurvivor, twinMatches } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { isMerged } from "../pair/remembered.js";
import { defineFunction } from "./define-function.js";
import { dropFunctions, functionName, triggerName } from "./names.js";
import { mirrorShared } from "./refresh-shared.js";
import { refused } from "./refused.js";
import { insertIntoTwin, updateTwin } from "./twin-writes.js";

/**
 * The trigger function that repeats every write of the survivor in the parked twin, where the row came
 * from there. A program's write to the survivor is never refused because the twin cannot take it: the
 * row then stays in the survivor when the rest returns.
 *
 * @param twin where the twin lies at that time, as SQL
 */
export function mirrorFunction(pair: Pair, twin: string): string {
  const known = `step = ${literal(pair.step)} AND key = COALESCE(_old, _new)`;
  return defineFunction({
    name: functionName("mirror", pair),
    parameters: "",
    returns: "trigger",
    declare: ["_old jsonb", "_new jsonb"],
    body: block`
      IF TG_OP <> 'INSERT' THEN _old := ${keyOfSurvivor(pair, "OLD")}; END IF;
      IF TG_OP <> 'DELETE' THEN _new := ${keyOfSurvivor(pair, "NEW")}; END IF;
      IF NOT ${isMerged(pair, "COALESCE(_old, _new)")} THEN
        ${mirrorShared(pair, twin)}
        RETURN NULL;
      END IF;
      BEGIN
        ${mirrorMerged(pair, twin)}
      EXCEPTION WHEN ${refused} THEN
        UPDATE ${merged} SET stays = true WHERE ${known};
      END;
      IF _old <> _new THEN
        DELETE FROM ${merged} WHERE step = ${literal(pair.step)} AND key = _new;
        UPDATE ${merged} SET key = _new WHERE ${known};
      END IF;
      RETURN NULL;`,
  });
}

/** SQL that has the function called. */
export function mirrorTriggers(pair: Pair): string[] {
  const [table, name] = [sqlName(pair.survivor), triggerName("mirror", pair)];
  return [
    `CREATE TRIGGER ${name} AFTER INSERT OR UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${functionName("mirror", pair)}()`,
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${name}`,
  ];
}

/** SQL that ends it, and drops what only the refresh needs; no program may be writing to the survivor. */
export function endMirror(pair: Pair): string[] {
  return [
    `DROP TRIGGER IF EXISTS ${triggerName("mirror", pair)} ON ${sqlName(pair.survivor)}`,
    ...dropFunctions(pair, "mirror", "refresh", "refresh shared", "return rows"),
  ];
}

function mirrorMerged(pair: Pair, twin: string): string {
  return block`
    IF TG_OP = 'DELETE' OR _old <> _new THEN
      DELETE FROM ${twin} AS twin WHERE ${twinMatches(pair, "twin", "OLD")};
    END IF;
    IF TG_OP <> 'DELETE' THEN
      IF EXISTS (SELECT FROM ${twin} AS twin WHERE ${twinMatches(pair, "twin", "NEW")}) THEN
        ${updateTwin(pair, twin, "NEW", ` WHERE ${twinMatches(pair, "twin", "NEW")}`)};
      ELSE
        ${insertIntoTwin(pair, twin, "NEW")};
      END IF;
    END IF;`;
}
