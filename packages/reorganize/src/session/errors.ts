import { type Blocker, holdersText, lockRemedy } from "@deepiri/database/session";

/** A command of ours, by its verb. */
export type Verb =
  | "import"
  | "inventory"
  | "plan"
  | "apply"
  | "verify"
  | "status"
  | "switch"
  | "rollback"
  | "finalize";

export interface ReorganizeErrorOptions extends ErrorOptions {
  /** The commands that lead on, the likeliest first. */
  readonly next?: readonly Verb[];
}

/**
 * Root of the failures that the reorganization explains. The message says what failed and what to do
 * about it; commands to type are not in it but in `next`, for whatever prints it.
 */
export class ReorganizeError extends Error {
  override readonly name: string = "ReorganizeError";
  readonly next: readonly Verb[];
  /** What a command exits with: 2 where there is no plan because of what is in the database. */
  readonly exitCode: 1 | 2 = 1;

  constructor(message: string, { next = [], ...options }: ReorganizeErrorOptions = {}) {
    super(message, options);
    this.next = next;
  }
}

/** Other transactions hold a lock for longer than all attempts took. */
export class LockUnavailableError extends ReorganizeError {
  override readonly name = "LockUnavailableError";

  constructor(
    readonly step: string,
    readonly attempts: number,
    /** Who was seen to hold them last; none where nobody could look. */
    readonly blockers: readonly Blocker[],
    options?: ErrorOptions,
  ) {
    super(
      `${step}: could not acquire locks in ${attempts} ${attempts === 1 ? "attempt" : "attempts"}, because ${holdersText(blockers)}. ` +
        `Nothing of the step was done. ${lockRemedy(blockers)}; then run the same command again.`,
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
    advice: string,
    options?: ReorganizeErrorOptions,
  ) {
    super(`${step} failed: ${reason}. ${advice}`, options);
  }
}

/** The server closes the connection again and again at the same point. */
export class ConnectionLostError extends ReorganizeError {
  override readonly name = "ConnectionLostError";

  constructor(
    readonly displayUrl: string,
    readonly times: number,
    options?: ErrorOptions,
  ) {
    super(
      `The connection to ${displayUrl} was lost ${times} times in a row, always at the same point. ` +
        "Nothing is half done. Read the server's log, then run the same command again.",
      options,
    );
  }
}
