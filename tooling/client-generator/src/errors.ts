/** The client of a package could not be generated; the one that was there is as it was. */
export class ClientGenerationError extends Error {
  override readonly name = "ClientGenerationError";

  constructor(
    /** The package's key, such as `auth`. */
    readonly key: string,
    cause: unknown,
  ) {
    super(`the client of ${key} could not be generated: ${sentence(cause)}`, { cause });
  }
}

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message.trim() : String(cause);
}
