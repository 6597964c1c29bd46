import { codeOf } from "../session/sql-state.js";

/**
 * The kind of a failure in one word, for spans: the SQLSTATE or other code of five characters that is behind
 * it, else its class. Its message is not for them, since what a server or Prisma says may quote a row.
 */
export function errorType(error: unknown): string {
  return codeBehind(error) ?? (error instanceof Error ? error.name : typeof error);
}

function codeBehind(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { sqlstate, cause } = error as { sqlstate?: string; cause?: unknown };
  return sqlstate ?? codeOf(error) ?? codeBehind(cause);
}
