import { sqlName } from "../../catalog/catalog.js";
import { mergedSql } from "../../ledger/merged.js";
import { dropParked, park } from "../../ledger/parked.js";
import { quarantineKeySql } from "../../ledger/quarantine.js";
import { sharedSql } from "../../ledger/shared.js";
import type { Batches } from "../../plan/step.js";
import type { KeyChanges } from "../shared/foreign-keys.js";
import type { Replacement } from "../shared/replacement.js";
import { advanceSequences } from "./functions/advance-sequences.js";
import { batchesOf } from "./functions/batches.js";
import {
  captureInsertFunction,
  captureInsertTriggers,
  endCaptureInsert,
} from "./functions/capture-insert.js";
import { copyFunction } from "./functions/copy.js";
import { dualWriteFunction, dualWriteTriggers, endDualWrite } from "./functions/dual-write.js";
import { functionName } from "./functions/names.js";
import { reconcileFunction } from "./functions/reconcile-row.js";
import { losesDigits } from "./pair/casts.js";
import { afterCutOver, type Pair } from "./pair/pair.js";

/** What a cut-over changes around the twin. */
export interface Surroundings {
  /** What stands at the twin's name once that is free. */
  readonly replacement: Replacement;
  /** Of foreign keys of the twin, and of others that point to it. */
  readonly keys: KeyChanges;
}

/** SQL from which on every write of the twin is repeated in the survivor. */
export function dualWriteSql(pair: Pair): string[] {
  return [
    ...mergedSql,
    ...sharedSql,
    quarantineKeySql,
    ...advanceSequences(pair),
    reconcileFunction(pair),
    // Made here already, since a batch is one statement.
    copyFunction(pair),
    dualWriteFunction(pair, "all rows"),
    ...dualWriteTriggers(pair),
  ];
}

/** The batches that copy the twin's rows into the survivor. */
export function copyRun(pair: Pair): Batches {
  return batchesOf(functionName("copy", pair));
}

/** SQL that parks the twin and puts the replacement at its name. */
export function cutOverSql(pair: Pair, { replacement, keys }: Surroundings): string[] {
  return [
    // Writers of the twin hold it until the survivor has what they wrote.
    `LOCK TABLE ${sqlName(pair.twin)} IN ACCESS EXCLUSIVE MODE`,
    ...advanceSequences(pair),
    ...endDualWrite(pair),
    ...keys.drop,
    ...park(pair.twin),
    ...replacement.forward,
    captureInsertFunction(afterCutOver(pair)),
    ...captureInsertTriggers(afterCutOver(pair)),
    ...keys.repoint,
  ];
}

/** SQL that drops what only old programs and rollback need. */
export function finishSql(pair: Pair, { replacement }: Surroundings): string[] {
  return [
    ...endCaptureInsert(afterCutOver(pair)),
    ...replacement.finish,
    dropParked(pair.twin, losesDigits(pair)),
  ];
}
