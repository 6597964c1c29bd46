import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { quarantine } from "../../ledger/quarantine.js";
import { shared } from "../../ledger/shared.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { bringBackFunction } from "./bring-back.js";
import { watchFunction } from "./capture-writes.js";
import { walk } from "./copy.js";
import { walkBackFunction } from "./follow-back.js";
import { refused } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { updatable } from "./reconcile-row.js";
import { at, hasKey, twinHasKey } from "./values.js";

/**
 * Runs that give the twin its rows back, as they are now, and the winner those they had replaced. The
 * twin has its name and its watch; from the first run on, the watch follows merged rows only.
 */
export function giveBackRuns(pair: Pair): Run[] {
  const twin = sqlName(pair.twin);
  return [
    {
      how: "transaction",
      sql: [
        // Nobody may be in the middle of bringing a row to the winner.
        `LOCK TABLE ${twin} IN SHARE ROW EXCLUSIVE MODE`,
        watchFunction(pair, false),
        bringBackFunction(pair, twin),
        walkBackFunction(pair, functionName("give back", pair), lockTwin(pair), restore(pair)),
      ],
    },
    walk(functionName("give back", pair)),
    {
      how: "transaction",
      sql: [
        // The twin has had its own rows all the time.
        `DELETE FROM ${quarantine} WHERE step = ${literal(pair.step)} AND relation = ${literal(plainName(pair.twin))}`,
        `DELETE FROM ${shared} WHERE step = ${literal(pair.step)}`,
        `DROP FUNCTION ${functionName("give back", pair)}`,
        `DROP FUNCTION ${functionName("bring back", pair)}`,
      ],
    },
  ];
}

// In the order in which programs lock them: the twin's row first, the winner's by the watch.
function lockTwin(pair: Pair): string {
  return `PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
      JOIN ${sqlName(pair.twin)} AS twin ON ${twinHasKey(pair, "twin", "keys.key")} FOR UPDATE OF twin;`;
}

// A later row may have taken what an earlier one set free, so where not all can go at once they go one
// by one, the latest first. Where a program has taken it since, the winner's row stays as it is now, and
// what it was before the merge stays in quarantine.
function restore(pair: Pair): string {
  return `BEGIN
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
  const winner = sqlName(pair.winner);
  const sets = updatable(pair).map(
    (one) => `${quoteIdentifier(one.winner.name)} = ${asBefore(one)}`,
  );
  const going = `${merged} AS going WHERE going.step = ${literal(pair.step)} AND ${which} AND NOT going.stays`;
  const itsRow = hasKey(pair, "theirs", "going.key");
  return `DELETE FROM ${winner} AS theirs USING ${going} AND going.before IS NULL AND ${itsRow};
      UPDATE ${winner} AS theirs SET ${sets.join(", ")} FROM ${going} AND going.before IS NOT NULL AND ${itsRow};
      DELETE FROM ${quarantine} AS aside USING ${going} AND aside.id = going.aside;`;
}

// What has been written to the row since the two became one, by whatever name, is written to both.
function asBefore(one: Pair["common"][number]): string {
  const [now, name] = [at("theirs", one.winner.name), literal(one.as)];
  return `CASE WHEN ${now}::pg_catalog.text IS DISTINCT FROM going.after ->> ${name} THEN ${now}
        ELSE (going.before ->> ${name})::${one.winner.type} END`;
}
