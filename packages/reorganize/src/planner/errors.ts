import type { ObservedDifference } from "@deepiri/observer";
import type { Stage } from "../ledger/plan.js";
import { ReorganizeError, StepFailedError } from "../session/errors.js";

/** A reorganization is under way in the database, so none can be planned. */
export class UnderwayError extends ReorganizeError {
  override readonly name = "UnderwayError";

  constructor(
    displayUrl: string,
    readonly stage: Stage,
  ) {
    super(
      `In ${displayUrl} a reorganization is under way (${stage}). ` +
        "Finish it with apply and finalize, or undo it with rollback, then plan again.",
      { next: ["status"] },
    );
  }
}

/** The steps failed on the scratch copy. */
export class NotPlannedError extends ReorganizeError {
  override readonly name = "NotPlannedError";
  override readonly exitCode = 2;

  constructor(cause: Error) {
    super(
      `The steps could not be tried on a scratch copy: ${reasonOf(cause)}. No plan was written and nothing was changed.`,
      { cause, next: ["plan"] },
    );
  }
}

/** What a step is to be told by is about a database, and this was a copy of it. */
function reasonOf(cause: Error): string {
  const reason =
    cause instanceof StepFailedError ? `${cause.step} failed: ${cause.reason}` : cause.message;
  return reason.replace(/\.$/, "");
}

/** The plan would not fit the schema any more. */
export class SchemaChangedError extends ReorganizeError {
  override readonly name = "SchemaChangedError";

  constructor() {
    super(
      "The schema of the database was changed while the plan was made, so the plan would not fit. Plan again once nothing changes it.",
      { next: ["plan"] },
    );
  }
}

/** Undone on the scratch copy, the steps did not restore what was there before them. */
export class RehearsalError extends ReorganizeError {
  override readonly name = "RehearsalError";
  override readonly exitCode = 2;

  constructor(
    readonly objects: readonly ObservedDifference[],
    /** Tables whose rows are not as before. */
    readonly tables: readonly string[],
  ) {
    const lost = [...objects.map(nameOf), ...tables.map((name) => `the rows of ${name}`)];
    super(
      `The steps were tried on a scratch copy and undone, and this was not restored: ${lost.join(", ")}. ` +
        "No plan was written and nothing was changed. That is a fault of this tool: report it with the names above. Until then, drop what is named and plan again.",
      { next: ["plan"] },
    );
  }
}

function nameOf({ name, how, properties }: ObservedDifference): string {
  return how === "changed" ? `${name} (${properties.join(", ")})` : `${name} (${how})`;
}
