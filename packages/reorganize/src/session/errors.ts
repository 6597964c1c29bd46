/** Root of the failures that the reorganization explains to people; the message says what to do next. */
export class ReorganizeError extends Error {
  override readonly name: string = "ReorganizeError";
}

/** Every attempt to get a lock was in vain: somebody holds the table for long. */
export class LockUnavailableError extends ReorganizeError {
  override readonly name = "LockUnavailableError";

  constructor(
    readonly step: string,
    readonly attempts: number,
    options?: ErrorOptions,
  ) {
    super(
      `${step}: its locks were not to be had in ${attempts} attempts, because a long transaction holds the table. ` +
        "Nothing of the step was done. Look for it with: SELECT pid, xact_start, query FROM pg_stat_activity ORDER BY xact_start; " +
        "then run the same command again.",
      options,
    );
  }
}

/** The server refused a step for good. */
export class StepFailedError extends ReorganizeError {
  override readonly name = "StepFailedError";

  constructor(
    readonly step: string,
    readonly reason: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(`${step} failed: ${reason}. ${next}`, options);
  }
}
