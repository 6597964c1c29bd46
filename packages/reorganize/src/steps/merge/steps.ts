import { plainName } from "../../catalog/table-name.js";
import { type MergeAction, mergeStep } from "../../ledger/merge-step.js";
import type { Step } from "../../plan/step.js";
import { copyHazards, dualWriteHazards } from "./hazards.js";
import { undoCopy, undoCutOver, undoDualWrite } from "./inverse.js";
import { afterCutOver, type Pair, pairOf } from "./pair/pair.js";
import type { TwinTables } from "./pair/twin-tables.js";
import { copyRun, cutOverSql, dualWriteSql, finishSql, type Surroundings } from "./sql.js";

/** A twin that is merged into its survivor. */
export interface Merge extends TwinTables, Surroundings {}

/**
 * The steps that bring all rows of the twin into the survivor while programs write both, and then put a
 * view of the survivor, or the survivor itself, at the twin's name. A row of which both have a version
 * is stored once, the newer version if a column tells; the other goes to the quarantine, as does a row
 * that the survivor cannot take. So the rows of both before are the rows of the survivor and of the
 * quarantine after.
 *
 * @throws UnmergeableError when rows of one cannot be found in the other by primary key
 */
export function planMerge(merge: Merge): Step[] {
  const pair = pairOf(merge);
  return [
    dualWriteStep(pair),
    copyStep(pair),
    cutOverStep(pair, merge),
    ...validateStep(pair, merge),
  ];
}

function dualWriteStep(pair: Pair): Step {
  return {
    ...base(pair, "dual-write"),
    about: { survivor: plainName(pair.survivor) },
    forward: { how: "transaction", sql: dualWriteSql(pair) },
    inverse: undoDualWrite(pair),
    lock: "SHARE ROW EXCLUSIVE",
    hazards: dualWriteHazards(pair),
  };
}

const rowsPerSecond = 20_000;

function copyStep(pair: Pair): Step {
  return {
    ...base(pair, "copy"),
    about: { survivor: plainName(pair.survivor) },
    forward: copyRun(pair),
    inverse: undoCopy(pair),
    lock: "ROW EXCLUSIVE",
    hazards: copyHazards(pair),
    rows: pair.twin.rows,
    seconds: pair.twin.rows / rowsPerSecond,
  };
}

function cutOverStep(pair: Pair, surroundings: Surroundings): Step {
  return {
    ...base(pair, "cut over"),
    about: { survivor: plainName(pair.survivor), moves: pair.goal !== undefined },
    forward: { how: "transaction", sql: cutOverSql(pair, surroundings) },
    inverse: undoCutOver(pair, surroundings),
    finish: finishSql(pair, surroundings),
    lock: "ACCESS EXCLUSIVE",
    hazards: [...surroundings.replacement.hazards, ...surroundings.keys.hazards],
  };
}

function validateStep(pair: Pair, { keys }: Surroundings): Step[] {
  if (keys.validate.length === 0) return [];
  return [
    {
      ...base(pair, "validate keys"),
      about: { survivor: plainName(afterCutOver(pair).survivor) },
      forward: { how: "transaction", sql: keys.validate, scans: true },
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      hazards: [{ code: "key not valid" }],
    },
  ];
}

function base(pair: Pair, action: MergeAction): Pick<Step, "id" | "table" | "rows" | "seconds"> {
  return {
    id: mergeStep(action, plainName(pair.twin)),
    table: plainName(afterCutOver(pair).survivor),
    rows: 0,
    seconds: 0.1,
  };
}
