/** A command was used in a way it refuses; the message says why and what to type instead. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
