/** Root of the failures that the reorganization explains to people; the message says what to do next. */
export class ReorganizeError extends Error {
  name = "ReorganizeError";
}
/** Every attempt to get a lock was in vain: somebody holds the table for long. */
export class LockUnavailableError extends ReorganizeError {
  step;
  attempts;
  name = "LockUnavailableError";
  constructor(step, attempts, options) {
    super(
      `${step}: its locks were not to be had in ${attempts} attempts, because a long transaction holds the table. ` +
        "Nothing of the step was done. Look for it with: SELECT pid, xact_start, query FROM pg_stat_activity ORDER BY xact_start; " +
        "then run the same command again.",
      options,
    );
    this.step = step;
    this.attempts = attempts;
  }
}
/** The server refused a step for good. */
export class StepFailedError extends ReorganizeError {
  step;
  reason;
  next;
  name = "StepFailedError";
  constructor(step, reason, next, options) {
    super(`${step} failed: ${reason}. ${next}`, options);
    this.step = step;
    this.reason = reason;
    this.next = next;
  }
}
//# sourceMappingURL=errors.js.map
