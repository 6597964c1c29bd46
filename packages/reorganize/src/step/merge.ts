import { plainName, sqlName } from "../inventory/catalogue.js";
import type { Step } from "../plan/plan.js";
import { copyFunction, copyRun } from "./merge/copy.js";
import { endFollowBack, followBackRuns } from "./merge/follow-back.js";
import { giveBackRuns } from "./merge/give-back.js";
import { type Pair, pairOf, type TwinTables } from "./merge/pair.js";
import { park, unpark } from "./merge/park.js";
import { settleFunction } from "./merge/settle.js";
import { merged, quarantine } from "./merge/values.js";
import { endWatch, watchFunction, watchTriggers } from "./merge/watch.js";

export { parked, UnmergeableError } from "./merge/pair.js";

/** Two tables of the same thing that become one. */
export interface Merge extends TwinTables {
  /** Makes the view at the twin's old name, which is free by then, and gives it the twin's rights. */
  readonly oldNameView: readonly string[];
  readonly dropOldNameView: readonly string[];
}

/**
 * The steps that bring all rows of the twin into the winner while programs write both, and then put a
 * view over the winner in the twin's place. A row of which both have a version is kept once, the newer
 * version if a column tells; the other is set aside, as is a row that the winner cannot take. So the
 * rows of both before are the rows of the winner and those set aside after.
 *
 * @throws UnmergeableError when rows of one cannot be found in the other by primary key
 */
export function planMerge(merge: Merge): Step[] {
  const pair = pairOf(merge);
  return [watchStep(pair), copyStep(pair), swapStep(pair, merge)];
}

function watchStep(pair: Pair): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: `watch ${twin}`,
    title: `every write to ${twin} comes to ${winner} as well`,
    forward: {
      how: "transaction",
      sql: [
        ...ledger,
        settleFunction(pair),
        copyFunction(pair),
        watchFunction(pair, true),
        ...watchTriggers(pair),
      ],
    },
    inverse: [{ how: "transaction", sql: endWatch(pair) }],
    lock: "SHARE ROW EXCLUSIVE",
    hazards: [
      `until they are one, new rows of ${twin} have to keep the rules of ${winner} too, and TRUNCATE of ${twin} is refused`,
    ],
  };
}

function copyStep(pair: Pair): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: pair.step,
    title: `the rows of ${twin} come into ${winner}`,
    forward: copyRun(pair),
    inverse: giveBackRuns(pair),
    lock: "ROW EXCLUSIVE",
    hazards: [`rows that ${winner} has already, or cannot take, are set aside in ${quarantine}`],
    rows: pair.twin.rows,
    seconds: pair.twin.rows / rowsPerSecond,
  };
}

function swapStep(pair: Pair, { oldNameView, dropOldNameView }: Merge): Step {
  const { twin, winner } = names(pair);
  return {
    ...common(pair),
    id: `swap ${twin}`,
    title: `${twin} becomes a view of ${winner}`,
    forward: {
      how: "transaction",
      sql: [
        // Writers of the twin hold it until the winner has what they wrote.
        `LOCK TABLE ${sqlName(pair.twin)} IN ACCESS EXCLUSIVE MODE`,
        ...endWatch(pair),
        ...park(pair),
        ...oldNameView,
      ],
    },
    inverse: [
      ...followBackRuns(pair),
      { how: "transaction", sql: swapBack(pair, dropOldNameView) },
    ],
    lock: "ACCESS EXCLUSIVE",
    hazards: [
      `on the old name ${twin}, TRUNCATE, COPY, CREATE INDEX and ALTER TABLE are refused, since it is a view`,
    ],
  };
}

// Writers through the view lock the view and then the winner, and so do we.
function swapBack(pair: Pair, dropOldNameView: readonly string[]): string[] {
  return [
    `LOCK TABLE ${sqlName(pair.twin)} IN ACCESS EXCLUSIVE MODE`,
    `LOCK TABLE ${sqlName(pair.winner)} IN SHARE ROW EXCLUSIVE MODE`,
    ...endFollowBack(pair),
    ...dropOldNameView,
    ...unpark(pair),
    watchFunction(pair, false),
    ...watchTriggers(pair),
  ];
}

const rowsPerSecond = 20_000;

const ledger = [
  // Of the winner's rows, those that come from a twin. `before` is the winner's own row that one replaced,
  // `aside` its id in quarantine; `stays` marks one that the twin cannot take back. `place` is the order
  // in which they came: a later one may have what an earlier one set free, so they leave in reverse.
  `CREATE TABLE IF NOT EXISTS ${merged} (place bigint GENERATED ALWAYS AS IDENTITY, step text NOT NULL,
    key jsonb NOT NULL, before jsonb, aside bigint, stays boolean NOT NULL DEFAULT false, PRIMARY KEY (step, key))`,
  `CREATE UNIQUE INDEX IF NOT EXISTS merged_place_idx ON ${merged} (step, place)`,
  `CREATE INDEX IF NOT EXISTS quarantine_key_idx ON ${quarantine} (key)`,
];

function names({ twin, winner }: Pair): { readonly twin: string; readonly winner: string } {
  return { twin: plainName(twin), winner: plainName(winner) };
}

function common(pair: Pair): Pick<Step, "kind" | "table" | "rows" | "seconds"> {
  return { kind: "merge", table: plainName(pair.winner), rows: 0, seconds: 0.1 };
}
