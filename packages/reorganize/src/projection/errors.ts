import { ReorganizeError } from "../session/errors.js";

/** A projection of the mapping cannot be one. */
export class ProjectionError extends ReorganizeError {
  override readonly name = "ProjectionError";

  constructor(
    /** The projection's name. */
    readonly projection: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The projection ${projection} of the mapping ${reason}`, options);
  }
}

/** All that is wrong with the projections of a mapping. */
export class ProjectionsError extends ReorganizeError {
  override readonly name = "ProjectionsError";

  constructor(readonly faults: readonly ProjectionError[]) {
    super([...new Set(faults.map(({ message }) => message))].join("\n"));
  }
}
