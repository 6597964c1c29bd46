import { beforeAll, expect, it } from "vitest";
import { parkedName } from "../../../src/ledger/parked.js";
import { advanceSequences } from "../../../src/steps/merge/functions/advance-sequences.js";
import { captureInsertFunction } from "../../../src/steps/merge/functions/capture-insert.js";
import { copyFunction } from "../../../src/steps/merge/functions/copy.js";
import { dualWriteFunction } from "../../../src/steps/merge/functions/dual-write.js";
import { mirrorFunction } from "../../../src/steps/merge/functions/mirror.js";
import { reconcileFunction } from "../../../src/steps/merge/functions/reconcile-row.js";
import { refreshFunction } from "../../../src/steps/merge/functions/refresh.js";
import { refreshSharedFunction } from "../../../src/steps/merge/functions/refresh-shared.js";
import { returnRowsFunction } from "../../../src/steps/merge/functions/return-rows.js";
import { undoCopyFunction } from "../../../src/steps/merge/functions/undo-copy.js";
import type { Pair } from "../../../src/steps/merge/pair/pair.js";
import { withGround } from "../../fixture/apply-plan.js";
import { oddPair, oddTwins } from "../../fixture/odd-twins.js";

const parked = ({ twin }: Pair): string => parkedName(twin);

const functions: readonly (readonly [name: string, sql: (pair: Pair) => string])[] = [
  ["advance-sequences", (pair) => advanceSequences(pair).join(";\n")],
  ["dual-write", (pair) => dualWriteFunction(pair, "all rows")],
  ["dual-write-while-undoing", (pair) => dualWriteFunction(pair, "merged rows")],
  ["reconcile", reconcileFunction],
  ["copy", copyFunction],
  ["capture-insert", captureInsertFunction],
  ["mirror", (pair) => mirrorFunction(pair, parked(pair))],
  ["return-rows", (pair) => returnRowsFunction(pair, parked(pair))],
  ["refresh", refreshFunction],
  ["refresh-shared", (pair) => refreshSharedFunction(pair, parked(pair))],
  ["undo-copy", undoCopyFunction],
];

let pair: Pair;
beforeAll(async () => {
  pair = await withGround(oddTwins, oddPair);
});

it.each(functions)("%s is the function that was reviewed", async (name, sql) => {
  await expect(`${sql(pair)};\n`).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
