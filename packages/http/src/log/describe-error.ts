import { DatabaseError } from "@deepiri/database";

/** What the log says of an error. */
export type DescribedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Where it was thrown, one place a line. */
  readonly stack: string;
};

/** Errors of which it is known that they quote nothing that was sent or stored. */
const quotingNothing = [DatabaseError, TypeError, RangeError, ReferenceError];

/**
 * An error without what it may quote. Prisma's messages show a query with its values, a parser's the text
 * that it could not read; so a message is kept only where it is known to hold none, of others the kind,
 * the code and the place.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: "" };
  const { name, message, stack } = error;
  const { code } = error as { code?: unknown };
  const isKnown =
    quotingNothing.some((one) => error instanceof one) || String(code).startsWith("FST_");
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: name,
    message: isKnown ? message : "",
    ...(typeof code === "string" && { code }),
    stack: frames.join("\n"),
  };
}
