import type { Hazard } from "../../plan/step.js";

/** What programs have to know of a repair. */
export type RepairHazard = Hazard &
  (
    | {
        readonly code: "repaired on write";
        readonly table: string;
        readonly columns: readonly string[];
      }
    | {
        readonly code:
          | "values changed"
          | "duplicates quarantined"
          | "rows quarantined"
          | "links cut";
      }
  );

/** A hazard that says all by its code. */
export function hazardsOf(
  code: Exclude<RepairHazard["code"], "repaired on write">,
): RepairHazard[] {
  return [{ code }];
}
