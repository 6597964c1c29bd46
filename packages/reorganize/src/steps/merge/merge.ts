import { plainName, sqlName } from "../../catalog/catalog.js";
import { mergedSql } from "../../ledger/merged.js";
import { dropParked, park, unpark } from "../../ledger/parked.js";
import { quarantineKeySql } from "../../ledger/quarantine.js";
import { sharedSql } from "../../ledger/shared.js";
import type { Step, StepId } from "../../plan/step.js";
import type { Replacement } from "../park/park-table.js";
import type { KeyChanges } from "../shared/foreign-keys.js";
import { advanceSequences } from "./advance-sequences.js";
import { endArrivals, watchArrivals } from "./capture-insert.js";
import { endWatch, watchFunction, watchTriggers } from "./capture-writes.js";
import { copyFunction, copyRun } from "./copy.js";
import { endFollowBack, followBackRuns } from "./follow-back.js";
import { afterwards, type Pair, pairOf, type TwinTables } from "./pair.js";
import { settleFunction } from "./reconcile-row.js";
import { giveBackRuns } from "./return-rows.js";
import { losesDigits } from "./values.js";

export { UnmergeableError } from "./pair.js";

/** Two tables of the same thing that become one. */
export interface Merge extends TwinTables {
  /** What stands at the twin's name once that is free. */
  readonly replacement: Replacement;
  /** Of foreign keys of the twin, and of others that point to it. */
  readonly keys: KeyChanges;
}

/**
 * The steps that bring all rows of the twin into the winner while programs write both, and then put a
 * view over the winner, or the winner itself, in the twin's place. A row of which both have a version
 * is kept once, the newer version if a column tells; the other is set aside, as is a row that the
 * winner cannot take. So the rows of both before are the rows of the winner and those set aside after.
 *
 * @throws UnmergeableError when rows of one cannot be found in the other by primary key
 */
export function planMerge(merge: Merge): Step[] {
  const pair = pairOf(merge);
  return [watchStep(pair), copyStep(pair), swapStep(pair, merge), ...validateStep(pair, merge)];
}

function watchStep(pair: Pair): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: idOf("watch", twin),
    about: { winner },
    forward: {
      how: "transaction",
      sql: [
        ...mergedSql,
        ...sharedSql,
        quarantineKeySql,
        ...advanceSequences(pair),
        settleFunction(pair),
        copyFunction(pair),
        watchFunction(pair, true),
        ...watchTriggers(pair),
      ],
    },
    inverse: [{ how: "transaction", sql: endWatch(pair) }],
    lock: "SHARE ROW EXCLUSIVE",
    hazards: [{ code: "both rules", table: twin, winner }],
  };
}

function copyStep(pair: Pair): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: idOf("copy", twin),
    about: { winner },
    forward: copyRun(pair),
    inverse: giveBackRuns(pair),
    lock: "ROW EXCLUSIVE",
    hazards: [{ code: "quarantine", table: twin, winner }],
    rows: pair.twin.rows,
    seconds: pair.twin.rows / rowsPerSecond,
  };
}

function swapStep(pair: Pair, { replacement, keys }: Merge): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: idOf("swap", twin),
    about: { winner, moves: pair.goal !== undefined },
    forward: {
      how: "transaction",
      sql: [
        // Writers of the twin hold it until the winner has what they wrote.
        `LOCK TABLE ${sqlName(pair.twin)} IN ACCESS EXCLUSIVE MODE`,
        ...advanceSequences(pair),
        ...endWatch(pair),
        ...keys.leave,
        ...park(pair.twin),
        ...replacement.come,
        ...watchArrivals(afterwards(pair)),
        ...keys.follow,
      ],
    },
    inverse: [
      ...followBackRuns(afterwards(pair)),
      { how: "transaction", sql: swapBack(pair, { replacement, keys }) },
      ...keys.afterwards,
    ],
    finish: [
      ...endArrivals(afterwards(pair)),
      ...replacement.finish,
      dropParked(pair.twin, losesDigits(pair)),
    ],
    lock: "ACCESS EXCLUSIVE",
    hazards: [...replacement.hazards, ...keys.hazards],
  };
}

// Writers through a view lock the view and then the table, and so do we.
function swapBack(
  pair: Pair,
  { replacement, keys }: Pick<Merge, "replacement" | "keys">,
): string[] {
  return [
    `LOCK TABLE ${sqlName(pair.goal ? pair.winner : pair.twin)} IN ACCESS EXCLUSIVE MODE`,
    `LOCK TABLE ${sqlName(afterwards(pair).winner)} IN SHARE ROW EXCLUSIVE MODE`,
    ...endFollowBack(afterwards(pair)),
    ...endArrivals(afterwards(pair)),
    ...replacement.go,
    ...unpark(pair.twin),
    ...keys.comeBack,
    watchFunction(pair, false),
    ...watchTriggers(pair),
  ];
}

function validateStep(pair: Pair, { keys }: Merge): Step[] {
  if (keys.validate.length === 0) return [];
  return [
    {
      ...common(pair),
      id: idOf("validate keys", names(pair).twin),
      about: { winner: plainName(afterwards(pair).winner) },
      forward: { how: "transaction", sql: keys.validate, scans: true },
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      hazards: [{ code: "key not valid" }],
    },
  ];
}

function idOf(action: string, twin: string): StepId {
  return { kind: "merge", action, on: twin };
}

const rowsPerSecond = 20_000;

function names({ twin, winner }: Pair): { readonly twin: string; readonly winner: string } {
  return { twin: plainName(twin), winner: plainName(winner) };
}

function common(pair: Pair): Pick<Step, "table" | "rows" | "seconds"> {
  return { table: plainName(afterwards(pair).winner), rows: 0, seconds: 0.1 };
}
