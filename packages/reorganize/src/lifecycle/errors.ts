import type { Use } from "../ledger/usage.js";
import type { LostRule } from "../plan/lost-rule.js";
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

/** Rows that rules of the source do not allow. */
export interface BrokenRule {
  readonly rule: LostRule;
  readonly count: number;
  /** Primary keys of the first few, as text; none where there is no key, or it is a secret. */
  readonly keys: readonly string[];
}

/** Rows were written that rules of the source do not allow, so it would end half way. */
export class RowsInTheWayError extends ReorganizeError {
  override readonly name = "RowsInTheWayError";

  constructor(readonly broken: readonly BrokenRule[]) {
    const told = broken.map(({ rule: { table, rule, keys: of }, count, keys }) => {
      const first = keys.length > 0 ? `, such as those with the key ${keys.join("; ")}` : "";
      return `rule ${rule} on (${of.join(", ")}) of ${table}: ${count} ${count === 1 ? "row" : "rows"}${first}`;
    });
    super(
      `Rows written meanwhile break rules that a rollback brings back, so nothing was undone. ${told.join(". ")}. ` +
        "Change or delete them, then roll back again.",
      { next: ["rollback"] },
    );
  }
}

/** Verification found differences. */
export class NotVerifiedError extends ReorganizeError {
  override readonly name = "NotVerifiedError";

  constructor(
    readonly found: Verification,
    undone: "dropped" | "switched" = "dropped",
  ) {
    super(
      `Not everything is as it should be, so nothing was ${undone} and rollback is still possible. ` +
        "Look at what differs first.",
      { next: ["verify"] },
    );
  }
}
