import { plainColumn } from "../catalog/table-name.js";
import type { Choice, OpenDecision } from "../findings/open-decision.js";
import type { BrokenWrite } from "./compare-writes.js";

/** Asks about writes that would fail; a trigger that makes one fail can be dropped until a rollback. */
export function askBrokenWrites(broken: readonly BrokenWrite[]): OpenDecision[] {
  const asked = broken.map(({ name, table, verb, reason, triggers }): OpenDecision => {
    const choices = triggers.map(
      (trigger): Choice => ({
        answer: { code: "effect", effect: { code: "drop trigger", trigger } },
        mapping: { dropTriggers: { [plainColumn(table, trigger)]: "why it may go" } },
      }),
    );
    return {
      on: { table: name },
      question: { code: "broken write", verb, reason, triggers },
      choices,
    };
  });
  return asked;
}
