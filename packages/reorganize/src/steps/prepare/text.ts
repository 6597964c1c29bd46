import type { Hazard, Step } from "../../plan/step.js";
import { unknownText } from "../details.js";
import type { PrepareHazard } from "./hazards.js";

export function title({ id: { action, on, part } }: Step): string {
  return action === "drop check"
    ? `Drop check ${part} of ${on}, which is NOT VALID`
    : `Create schema ${on}`;
}

export function hazard(found: Hazard): string {
  const one = found as PrepareHazard;
  return one.code === "check dropped"
    ? `until the target's rules hold, rows of ${one.table} that break its check ${one.rule} are not refused`
    : unknownText(found.code);
}
