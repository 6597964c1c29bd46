/** Something about documents of a database that someone can act on; the message says how. */
export class DocsError extends Error {
  override readonly name: string = "DocsError";
}

/** A file of a plan cannot be used. */
export class InvalidPlanError extends DocsError {
  override readonly name = "InvalidPlanError";

  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${reason}. Write one with: pnpm reorganize plan`, options);
  }
}
