import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { plainName } from "../../../catalog/table-name.js";
import { documentOfRow } from "../../../ledger/document.js";
import { merged } from "../../../ledger/merged.js";
import { quarantine } from "../../../ledger/quarantine.js";
import { shared } from "../../../ledger/shared.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { toSurvivor } from "../pair/casts.js";
import { updatable } from "../pair/columns.js";
import { imageOf, imageOfTwin } from "../pair/images.js";
import { keyOfSurvivor, ownKeyOfTwin, survivorMatches } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { newestOf, resolveConflict, whyReplaced } from "./resolve-conflict.js";

/**
 * SQL that reconciles at once all those rows of a batch of which the survivor has a version too, just
 * as the function does it for one.
 *
 * @param which SQL condition on the twin's row `_twin`
 */
export function reconcileRows(pair: Pair, which: string): string {
  const step = literal(pair.step);
  const [mine, theirs] = ["(judged.mine)", "(judged.theirs)"];
  const either = (replaced: string, quarantined: string): string =>
    `CASE WHEN judged.reason IS NULL THEN ${replaced} ELSE ${quarantined} END`;
  const sets = updatable(pair).map(
    (one) => `${quoteIdentifier(one.survivor.name)} = ${toSurvivor(mine, one)}`,
  );
  return block`
    WITH judged AS MATERIALIZED (
      -- A column may be called as the table is here.
      SELECT _twin.*::${sqlName(pair.twin)} AS mine, _theirs.*::${sqlName(pair.survivor)} AS theirs,
             ${reason(pair)} AS reason,
             pg_catalog.nextval('${quarantine}_id_seq') AS id
        FROM ${sqlName(pair.twin)} AS _twin
        JOIN ${sqlName(pair.survivor)} AS _theirs ON ${survivorMatches(pair, "_theirs", "_twin")}
       WHERE ${which} FOR NO KEY UPDATE OF _theirs),
    aside AS (
      INSERT INTO ${quarantine} (id, step, relation, key, row, reason) OVERRIDING SYSTEM VALUE
      SELECT judged.id, ${step},
             ${either(literal(plainName(pair.survivor)), literal(plainName(pair.twin)))},
             ${either(keyOfSurvivor(pair, theirs), ownKeyOfTwin(pair, mine))},
             ${either(documentOfRow(pair.survivor.columns, theirs), documentOfRow(pair.twin.columns, mine))},
             COALESCE(judged.reason, ${literal(whyReplaced(pair))})
        FROM judged),
    known AS (
      INSERT INTO ${shared} (step, key, image)
      SELECT ${step}, ${keyOfSurvivor(pair, theirs)},
             ${imageOf(pair, theirs)}
        FROM judged WHERE judged.reason IS NOT NULL
      ON CONFLICT (step, key) DO UPDATE SET image = EXCLUDED.image),
    replaced AS (
      UPDATE ${sqlName(pair.survivor)} AS _theirs
         SET ${lines(sets)}
        FROM judged
       WHERE judged.reason IS NULL AND ${survivorMatches(pair, "_theirs", mine)})
    INSERT INTO ${merged} (step, key, before, after, aside)
    SELECT ${step}, ${keyOfSurvivor(pair, theirs)},
           ${imageOf(pair, theirs)},
           ${imageOfTwin(pair, mine)}, judged.id
      FROM judged WHERE judged.reason IS NULL;`;
}

function reason(pair: Pair): string {
  const newest = newestOf(pair);
  return resolveConflict(pair, {
    mine: { image: imageOfTwin(pair, "_twin"), newest: newest ? toSurvivor("_twin", newest) : "" },
    theirs: { image: imageOf(pair, "_theirs"), row: "_theirs" },
    isWritten: "false",
  });
}
