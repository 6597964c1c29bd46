import { ReorganizeError } from "./errors.js";

/** What was asked for does not fit the state of the database; nothing was changed. */
export class RefusedError extends ReorganizeError {
  override readonly name: string = "RefusedError";
}
