import type { StepId } from "../../plan/step.js";

/** The id of the step that quarantines rows of the table which no repair makes lawful. */
export function quarantineId(table: string): StepId {
  return { kind: "repair", action: "quarantine", on: table };
}

/** The id of the step that leaves one row of those that a unique rule takes for the same. */
export function distinctId(table: string): StepId {
  return { kind: "repair", action: "quarantine duplicates", on: table };
}
