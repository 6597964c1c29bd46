import { brand } from "@deepiri/database/brand";
import { red } from "./colour.js";

/** A class of errors whose message was written for people and says what to do next. */
export type ErrorClass = abstract new (...args: never[]) => Error;

const debugVariable = `${brand.environmentPrefix}DEBUG`;

/**
 * Writes one failure to stderr: its message, never a stack trace unless asked by the variable DEBUG with the prefix of the brand. Of a
 * failure that is none of the explained ones it says that it was not expected.
 */
export function reportError(error: unknown, explained: readonly ErrorClass[]): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${red("error")} ${message}\n`);
  if (process.env[debugVariable]) process.stderr.write(`${inspect(error)}\n`);
  else if (!explained.some((known) => error instanceof known)) {
    process.stderr.write(`This was not expected. ${debugVariable}=1 shows where it happened.\n`);
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
