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
