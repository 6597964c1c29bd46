import type { Use } from "../ledger/usage.js";
import { ReorganizeError } from "../session/errors.js";
import type { Verification } from "../verify/verification.js";

/** Old names were used within the time, so dropping them would break a program. */
export class StillUsedError extends ReorganizeError {
  override readonly name = "StillUsedError";

  constructor(
    readonly uses: readonly Use[],
    unusedFor: string,
  ) {
    super(
      `Old names were used in the last ${unusedFor}. Nothing was dropped. Change the programs named to the ` +
        "new names, wait, then finalize again; --unused-for takes another time.",
      { next: ["status"] },
    );
  }
}

/** Verification found differences. */
export class NotVerifiedError extends ReorganizeError {
  override readonly name = "NotVerifiedError";

  constructor(readonly found: Verification) {
    super(
      "Not everything is as it should be, so nothing was dropped and rollback is still possible. " +
        "Look at what differs first.",
      { next: ["verify"] },
    );
  }
}
