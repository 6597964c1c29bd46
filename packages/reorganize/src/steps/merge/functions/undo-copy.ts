import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { merged } from "../../../ledger/merged.js";
import { quarantine } from "../../../ledger/quarantine.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { at } from "../pair/casts.js";
import { updatable } from "../pair/columns.js";
import { survivorHasKey, twinHasKey } from "../pair/keys.js";
import type { ColumnPair, Pair } from "../pair/pair.js";
import { refused } from "./refused.js";
import { walkMergedFunction } from "./walk-merged.js";

/** The function that returns a batch of merged rows to the twin, and restores the survivor's own rows. */
export function undoCopyFunction(pair: Pair): string {
  return walkMergedFunction(pair, "undo copy", {
    before: lockTwin(pair),
    after: restoreSurvivor(pair),
  });
}

// In the order in which programs lock them: the twin's row first, the survivor's by the dual write.
function lockTwin(pair: Pair): string {
  return block`
    PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
       JOIN ${sqlName(pair.twin)} AS twin ON ${twinHasKey(pair, "twin", "keys.key")} FOR UPDATE OF twin;`;
}

// A later row may have taken what an earlier one set free, so where not all can be restored at once they
// are one by one, the latest first. Where a program has taken it since, the survivor's row stays as it is
// now, and what it was before the merge stays in quarantine.
function restoreSurvivor(pair: Pair): string {
  return block`
    BEGIN
      ${restoreThose(pair, "going.key = ANY (_keys)")}
    EXCEPTION WHEN ${refused} THEN
      FOREACH _key IN ARRAY _keys LOOP
        BEGIN
          ${restoreThose(pair, "going.key = _key")}
        EXCEPTION WHEN ${refused} THEN NULL;
        END;
      END LOOP;
    END;
    DELETE FROM ${merged} WHERE step = ${literal(pair.step)} AND key = ANY (_keys);`;
}

function restoreThose(pair: Pair, which: string): string {
  const survivor = sqlName(pair.survivor);
  const sets = updatable(pair).map(
    (one) => `${quoteIdentifier(one.survivor.name)} = ${asBefore(one)}`,
  );
  const going = `${merged} AS going WHERE going.step = ${literal(pair.step)} AND ${which} AND NOT going.stays`;
  const itsRow = survivorHasKey(pair, "theirs", "going.key");
  return block`
    DELETE FROM ${survivor} AS theirs
     USING ${going} AND going.before IS NULL AND ${itsRow};
    UPDATE ${survivor} AS theirs
       SET ${lines(sets)}
      FROM ${going} AND going.before IS NOT NULL AND ${itsRow};
    DELETE FROM ${quarantine} AS aside
     USING ${going} AND aside.id = going.aside;`;
}

// What has been written to the row since the two became one, by either name, is written to both.
function asBefore(one: ColumnPair): string {
  const [now, name] = [at("theirs", one.survivor.name), literal(one.as)];
  return block`
    CASE WHEN ${now}::pg_catalog.text IS DISTINCT FROM going.after ->> ${name} THEN ${now}
         ELSE (going.before ->> ${name})::${one.survivor.type} END`;
}
