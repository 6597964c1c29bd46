/** There is no messy database of that name. */
export class UnknownMessyDatabaseError extends Error {
  override readonly name = "UnknownMessyDatabaseError";

  constructor(
    readonly wanted: string,
    readonly known: readonly string[],
  ) {
    super(`There is no messy database "${wanted}". Choose one of ${known.join(", ")}.`);
  }
}
