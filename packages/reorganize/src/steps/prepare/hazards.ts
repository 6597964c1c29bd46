import type { Hazard } from "../../plan/step.js";

/** What programs have to know of a CHECK that is away until a rollback. */
export interface PrepareHazard extends Hazard {
  readonly code: "check dropped";
  readonly table: string;
  readonly rule: string;
}

/** Of a CHECK that is dropped. */
export function checkDropped(table: string, rule: string): PrepareHazard {
  return { code: "check dropped", table, rule };
}
