import { subjectName } from "../plan/subject.js";
import { ReorganizeError } from "../session/errors.js";
import type { OpenDecision } from "./open-decision.js";

/** There is no plan until these are decided. */
export class OpenDecisionsError extends ReorganizeError {
  override readonly name = "OpenDecisionsError";

  constructor(readonly open: readonly OpenDecision[]) {
    const names = open.map(({ on }) => subjectName(on)).join(", ");
    super(
      `The mapping does not decide what becomes of ${names}. Choose, write the choices into a mapping, ` +
        "and plan again with --mapping.",
      { next: ["plan"] },
    );
  }
}
