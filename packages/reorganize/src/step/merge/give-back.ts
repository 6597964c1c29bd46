import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../inventory/catalogue.js";
import type { Run } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { bringBackFunction } from "./bring-back.js";
import { walk } from "./copy.js";
import { walkBackFunction } from "./follow-back.js";
import { functionName, type Pair } from "./pair.js";
import { updatable } from "./settle.js";
import { hasKey, merged, quarantine, twinHasKey } from "./values.js";
import { watchFunction } from "./watch.js";

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
        `DELETE FROM ${quarantine} WHERE step = ${literal(pair.step)}`,
        `DELETE FROM ${merged} WHERE step = ${literal(pair.step)}`,
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

function restore(pair: Pair): string {
  const winner = sqlName(pair.winner);
  const sets = updatable(pair).map(
    (one) =>
      `${quoteIdentifier(one.winner.name)} = (going.before ->> ${literal(one.winner.name)})::${one.winner.type}`,
  );
  const going = `${merged} AS going`;
  const which = `going.step = ${literal(pair.step)} AND going.key = ANY (_keys)`;
  const whose = `${which} AND NOT going.stays AND ${hasKey(pair, "theirs", "going.key")}`;
  return `UPDATE ${winner} AS theirs SET ${sets.join(", ")} FROM ${going}
       WHERE ${whose} AND going.before IS NOT NULL;
    DELETE FROM ${winner} AS theirs USING ${going} WHERE ${whose} AND going.before IS NULL;
    DELETE FROM ${going} WHERE ${which};`;
}
