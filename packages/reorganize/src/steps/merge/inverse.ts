import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { parkedName, unpark } from "../../ledger/parked.js";
import { quarantine } from "../../ledger/quarantine.js";
import { shared } from "../../ledger/shared.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { returnSequences } from "./functions/advance-sequences.js";
import { batchesOf } from "./functions/batches.js";
import { endCaptureInsert } from "./functions/capture-insert.js";
import { dualWriteFunction, dualWriteTriggers, endDualWrite } from "./functions/dual-write.js";
import { endMirror, mirrorFunction, mirrorTriggers } from "./functions/mirror.js";
import { functionName } from "./functions/names.js";
import { refreshFunction } from "./functions/refresh.js";
import { refreshSharedFunction } from "./functions/refresh-shared.js";
import { returnRowsFunction } from "./functions/return-rows.js";
import { undoCopyFunction } from "./functions/undo-copy.js";
import { afterCutOver, type Pair } from "./pair/pair.js";
import type { Surroundings } from "./sql.js";

/** Undoes the cut-over: the parked twin becomes what it would be now, and then gets its name back. */
export function undoCutOver(pair: Pair, surroundings: Surroundings): Run[] {
  const after = afterCutOver(pair);
  return [
    { how: "transaction", sql: mirrorSql(after) },
    batchesOf(functionName("refresh", after)),
    batchesOf(functionName("refresh shared", after)),
    { how: "transaction", sql: cutBackSql(pair, surroundings) },
    ...surroundings.keys.afterRestore,
  ];
}

/**
 * Undoes the copy: the twin gets its rows, as they are now, and the survivor those they had replaced. The
 * twin has its name and its dual writes; from the first run on, these are about merged rows only.
 */
export function undoCopy(pair: Pair): Run[] {
  const twin = sqlName(pair.twin);
  return [
    {
      how: "transaction",
      sql: [
        // No program may be in the middle of a dual write.
        `LOCK TABLE ${twin} IN SHARE ROW EXCLUSIVE MODE`,
        dualWriteFunction(pair, "merged rows"),
        returnRowsFunction(pair, twin),
        undoCopyFunction(pair),
      ],
    },
    batchesOf(functionName("undo copy", pair)),
    { how: "transaction", sql: forgetCopySql(pair) },
  ];
}

/** Undoes the dual writes. */
export function undoDualWrite(pair: Pair): Run[] {
  return [{ how: "transaction", sql: endDualWrite(pair) }];
}

// From here on a trigger of the survivor repeats every write in the parked twin, and the batches that
// follow repeat those made before.
function mirrorSql(pair: Pair): string[] {
  const twin = parkedName(pair.twin);
  return [
    returnRowsFunction(pair, twin),
    refreshFunction(pair),
    refreshSharedFunction(pair, twin),
    mirrorFunction(pair, twin),
    ...mirrorTriggers(pair),
  ];
}

// Writers through a view lock the view and then the table, and so do we.
function cutBackSql(pair: Pair, { replacement, keys }: Surroundings): string[] {
  const after = afterCutOver(pair);
  return [
    `LOCK TABLE ${sqlName(pair.goal ? pair.survivor : pair.twin)} IN ACCESS EXCLUSIVE MODE`,
    `LOCK TABLE ${sqlName(after.survivor)} IN SHARE ROW EXCLUSIVE MODE`,
    ...endMirror(after),
    ...endCaptureInsert(after),
    ...replacement.inverse,
    ...unpark(pair.twin),
    ...returnSequences(pair),
    ...keys.restore,
    dualWriteFunction(pair, "merged rows"),
    ...dualWriteTriggers(pair),
  ];
}

function forgetCopySql(pair: Pair): string[] {
  const step = literal(pair.step);
  return [
    // The twin has had its own rows all the time.
    `DELETE FROM ${quarantine} WHERE step = ${step} AND relation = ${literal(plainName(pair.twin))}`,
    `DELETE FROM ${shared} WHERE step = ${step}`,
    `DROP FUNCTION ${functionName("undo copy", pair)}`,
    `DROP FUNCTION ${functionName("return rows", pair)}`,
  ];
}
