import { ReorganizeError } from "../../../session/errors.js";

/** Two tables that cannot be merged as they are. */
export class UnmergeableError extends ReorganizeError {
  override readonly name = "UnmergeableError";

  constructor(
    readonly survivor: string,
    readonly twin: string,
    readonly reason: string,
  ) {
    super(
      `${twin} cannot be merged into ${survivor}: ${reason}. Park it whole, or give it a key first.`,
    );
  }
}
