/** Root of the failures that the reorganization explains to people; the message says what to do next. */
export declare class ReorganizeError extends Error {
  readonly name: string;
}
/** Every attempt to get a lock was in vain: somebody holds the table for long. */
export declare class LockUnavailableError extends ReorganizeError {
  readonly step: string;
  readonly attempts: number;
  readonly name = "LockUnavailableError";
  constructor(step: string, attempts: number, options?: ErrorOptions);
}
/** The server refused a step for good. */
export declare class StepFailedError extends ReorganizeError {
  readonly step: string;
  readonly reason: string;
  readonly next: string;
  readonly name = "StepFailedError";
  constructor(step: string, reason: string, next: string, options?: ErrorOptions);
}
