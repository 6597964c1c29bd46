import type { Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Hazard } from "../../plan/step.js";
import type { NameHazard } from "../shared/name-hazards.js";
import type { Pair } from "./pair/pair.js";

/** What programs have to know of a merge. */
export type MergeHazard =
  | NameHazard
  | (Hazard &
      (
        | {
            readonly code: "both rules" | "quarantine" | "row security";
            readonly table: string;
            readonly survivor: string;
          }
        | { readonly code: "rule dropped"; readonly table: string; readonly rule: string }
      ));

/** Of the time in which every write of the twin is repeated in the survivor. */
export function dualWriteHazards({ twin, survivor }: Pair): MergeHazard[] {
  return [{ code: "both rules", table: plainName(twin), survivor: plainName(survivor) }];
}

/** Of rows that the survivor does not take. */
export function copyHazards({ twin, survivor }: Pair): MergeHazard[] {
  return [{ code: "quarantine", table: plainName(twin), survivor: plainName(survivor) }];
}

/** Of rules of the table that are dropped until rows are repaired. */
export function droppedRules(table: Table, rules: readonly { readonly name: string }[]) {
  return rules.map(
    ({ name }): MergeHazard => ({ code: "rule dropped", table: plainName(table), rule: name }),
  );
}
