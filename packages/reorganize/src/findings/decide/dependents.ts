import type { Conflict } from "../finding.js";
import { byTarget, decided, type Ruling } from "./ruling.js";

/** A trigger whose function writes to a table that is not there. */
export function danglingTrigger(conflict: Conflict): Ruling {
  return decided(conflict, byTarget, "what the trigger calls is made, or the trigger goes");
}

/** What others made on tables with an owner stays, and goes where the table goes. */
export function dependent(object: string) {
  return ({ on, what }: Conflict): Ruling => ({
    untouched: { object: `${object} ${on}`, why: `others made it. ${what}` },
  });
}
